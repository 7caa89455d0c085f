package io.videotask.testkit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * JUnit 5 extension: each test with a parameter of type {@link FakeGateway} gets an instance of its
 * own, on a {@link VirtualTime} that the test can request as well; both are closed after the test.
 *
 * <pre>{@code
 * @ExtendWith(FakeGatewayExtension.class)
 * class MyTest {
 *   @Test
 *   void waitsForTheVideo(FakeGateway gateway, VirtualTime time) { … }
 * }
 * }</pre>
 *
 * <p>Code under test that creates its own client on the system clock is tested with
 * {@code @RegisterExtension FakeGatewayExtension gateways = FakeGatewayExtension.onRealTime()}.
 */
public final class FakeGatewayExtension implements ParameterResolver, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(FakeGatewayExtension.class);

  private final boolean virtual;

  /**
   * Creates an extension with gateways on virtual time; JUnit calls this for {@code @ExtendWith}.
   */
  public FakeGatewayExtension() {
    this(true);
  }

  private FakeGatewayExtension(boolean virtual) {
    this.virtual = virtual;
  }

  /** Returns an extension with gateways on the system clock. */
  public static FakeGatewayExtension onRealTime() {
    return new FakeGatewayExtension(false);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == FakeGateway.class || type == VirtualTime.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Fixture fixture = context.getStore(NAMESPACE).get(Fixture.class, Fixture.class);
    if (fixture == null) {
      fixture = Fixture.create(virtual);
      context.getStore(NAMESPACE).put(Fixture.class, fixture);
    }
    if (parameter.getParameter().getType() == FakeGateway.class) {
      return fixture.gateway();
    }
    VirtualTime time = fixture.time();
    if (time == null) {
      throw new ParameterResolutionException("the gateway of this test is on the system clock");
    }
    return time;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Fixture fixture = context.getStore(NAMESPACE).remove(Fixture.class, Fixture.class);
    if (fixture != null) {
      fixture.close();
    }
  }

  /** The gateway and clock of one test. */
  private record Fixture(FakeGateway gateway, @Nullable VirtualTime time) {
    static Fixture create(boolean virtual) {
      if (!virtual) {
        return new Fixture(FakeGateway.start(), null);
      }
      VirtualTime time = new VirtualTime();
      return new Fixture(FakeGateway.start(time), time);
    }

    void close() {
      gateway.close();
      if (time != null) {
        time.close();
      }
    }
  }
}
