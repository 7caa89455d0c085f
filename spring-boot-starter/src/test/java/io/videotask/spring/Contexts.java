package io.videotask.spring;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.testkit.FakeGateway;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Applications with this starter. */
final class Contexts {
  private Contexts() {}

  static final AutoConfigurations STARTER =
      AutoConfigurations.of(
          VideoTaskAutoConfiguration.class,
          CallbackAutoConfiguration.class,
          CallbackEndpointAutoConfiguration.class,
          TrackerAutoConfiguration.class,
          TrackerHealthAutoConfiguration.class);

  static ApplicationContextRunner runner() {
    return new ApplicationContextRunner().withConfiguration(STARTER);
  }

  /** An application with a gateway {@code main}, which polls often. */
  static ApplicationContextRunner runner(FakeGateway gateway) {
    return runner()
        .withPropertyValues(
            "videotask.gateways.main.dialect=new-api",
            "videotask.gateways.main.base-url=" + gateway.baseUrl(),
            "videotask.gateways.main.api-key=" + FakeGateway.KEY,
            "videotask.poll-interval=40ms");
  }

  /** Also with a database of its own, and a tracker that is quick. */
  static ApplicationContextRunner tracking(FakeGateway gateway, String database) {
    return runner(gateway)
        .withBean(
            "dataSource",
            JdbcConnectionPool.class,
            () -> JdbcConnectionPool.create("jdbc:h2:mem:" + database, "sa", ""),
            definition -> definition.setDestroyMethodName("dispose"))
        .withPropertyValues(
            "videotask.tracker.create-tables=true",
            "videotask.tracker.shards=4",
            "videotask.tracker.heartbeat=100ms");
  }

  static String failure(AssertableApplicationContext context) {
    Throwable failure = context.getStartupFailure();
    assertNotNull(failure, "the application started");
    while (failure.getCause() != null) {
      failure = failure.getCause();
    }
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.indexOf('\n') < 0, message);
    return message;
  }

  static void eventually(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, what);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }
}
