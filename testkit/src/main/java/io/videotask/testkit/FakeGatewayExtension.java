package io.videotask.testkit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * For JUnit 5: each test that has a parameter of the type {@link FakeGateway} gets one of its own,
 * on a {@link VirtualTime} that it can ask for as well; both are closed after the test.
 *
 * <pre>{@code
 * @ExtendWith(FakeGatewayExtension.class)
 * class MyTest {
 *   @Test
 *   void waitsForTheVideo(FakeGateway gateway, VirtualTime time) { … }
 * }
 * }</pre>
 *
 * <p>Code under test that makes its own client, on the machine's clock, is tested with
 * {@code @RegisterExtension FakeGatewayExtension gateways = FakeGatewayExtension.onRealTime()}.
 */
public final class FakeGatewayExtension implements ParameterResolver, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(FakeGatewayExtension.class);

  private final boolean virtual;

  /** Gateways on virtual time; JUnit calls this for {@code @ExtendWith}. */
  public FakeGatewayExtension() {
    this(true);
  }

  private FakeGatewayExtension(boolean virtual) {
    this.virtual = virtual;
  }

  /** Gateways on the machine's clock. */
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
    Room room = context.getStore(NAMESPACE).get(Room.class, Room.class);
    if (room == null) {
      room = Room.open(virtual);
      context.getStore(NAMESPACE).put(Room.class, room);
    }
    if (parameter.getParameter().getType() == FakeGateway.class) {
      return room.gateway();
    }
    VirtualTime time = room.time();
    if (time == null) {
      throw new ParameterResolutionException("the gateway of this test is on the machine's clock");
    }
    return time;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Room room = context.getStore(NAMESPACE).remove(Room.class, Room.class);
    if (room != null) {
      room.close();
    }
  }

  /** What one test has. */
  private record Room(FakeGateway gateway, @Nullable VirtualTime time) {
    static Room open(boolean virtual) {
      if (!virtual) {
        return new Room(FakeGateway.start(), null);
      }
      VirtualTime time = new VirtualTime();
      return new Room(FakeGateway.start(time), time);
    }

    void close() {
      gateway.close();
      if (time != null) {
        time.close();
      }
    }
  }
}
