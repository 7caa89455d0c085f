package io.videotask.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.videotask.VideoTasks;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import io.videotask.tracker.EndHandler;
import io.videotask.tracker.TrackOutcome;
import io.videotask.tracker.TrackState;
import io.videotask.tracker.TrackedEnd;
import io.videotask.tracker.TrackedTask;
import io.videotask.tracker.Tracker;
import io.videotask.tracker.TrackingException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The tracker that the properties describe, its handlers, and how it is closed. */
class TrackerConfigurationTest {
  private static final VideoRequest REQUEST = VideoRequest.of("a kite").model("kling-v1").build();
  private static final Map<String, String> ORDER = Map.of("order", "17");

  private final FakeGateway gateway = FakeGateway.start();

  @AfterEach
  void stop() {
    gateway.close();
  }

  /** Handlers of an application. */
  static class Orders {
    final List<TrackedEnd> videos = new CopyOnWriteArrayList<>();
    final List<TrackedEnd> others = new CopyOnWriteArrayList<>();
    final List<String> keys = new CopyOnWriteArrayList<>();
    volatile int failures;

    @OnVideoTaskEnd(TrackOutcome.COMPLETED)
    void completed(TrackedEnd end) throws IOException {
      keys.add(end.key());
      if (keys.size() <= failures) {
        throw new IOException("the shop's database is away");
      }
      videos.add(end);
    }

    @OnVideoTaskEnd
    public void other(TrackedEnd end) {
      others.add(end);
    }
  }

  /** With a handler of an outcome that another one has too. */
  static class Twice extends Orders {
    @OnVideoTaskEnd({TrackOutcome.FAILED, TrackOutcome.COMPLETED})
    void again(TrackedEnd end) {}
  }

  /** With a handler of one outcome. */
  static class OnlyVideos {
    @OnVideoTaskEnd(TrackOutcome.COMPLETED)
    void completed(TrackedEnd end) {}
  }

  /** With a handler that takes something else. */
  static class Strange {
    @OnVideoTaskEnd
    void completed(String text) {}
  }

  private void nextSubmit(Reply... replies) {
    gateway.onSubmit(AnswerFormat.NEW_API_KLING, TaskScript.of(replies));
  }

  @Test
  void eachEndReachesTheMethodForItsOutcome() {
    nextSubmit(Reply.completed());
    TaskRef failing = gateway.add(TaskScript.of(Reply.failed("input sensitive")));
    Contexts.tracking(gateway, "methods")
        .withBean(Orders.class)
        .run(
            context -> {
              Tracker tracker = context.getBean(Tracker.class);
              Orders orders = context.getBean(Orders.class);
              tracker.submit(REQUEST, ORDER);
              tracker.track(new TaskRef("main", failing.id()), Map.of());
              Contexts.eventually(
                  "both ended", () -> orders.videos.size() + orders.others.size() == 2);
              assertEquals(ORDER, orders.videos.get(0).task().attributes());
              assertEquals(TrackOutcome.FAILED, orders.others.get(0).outcome());
            });
  }

  @Test
  void aMethodThatThrowsIsCalledAgainWithTheSameKeyAndMeasured() {
    nextSubmit(Reply.completed());
    MeterRegistry meters = new SimpleMeterRegistry();
    Contexts.tracking(gateway, "again")
        .withBean(Orders.class)
        .withBean(MeterRegistry.class, () -> meters)
        .run(
            context -> {
              Tracker tracker = context.getBean(Tracker.class);
              context.getBeansOfType(TrackerMetrics.class).values().forEach(m -> m.bindTo(meters));
              Orders orders = context.getBean(Orders.class);
              orders.failures = 1;
              String id = tracker.submit(REQUEST, ORDER).id();
              Contexts.eventually("handled", () -> delivered(tracker, id));
              tracker.redeliver(id);
              Contexts.eventually("handled again", () -> orders.keys.size() == 3);
              assertEquals(1, orders.keys.stream().distinct().count());
              Contexts.eventually(
                  "measured",
                  () ->
                      meters
                              .get("videotask.tracker.deliveries")
                              .tags("outcome", "COMPLETED", "gateway", "main", "result", "accepted")
                              .timer()
                              .count()
                          == 2);
              assertEquals(
                  1,
                  meters
                      .get("videotask.tracker.deliveries")
                      .tag("result", "failed")
                      .timer()
                      .count());
              assertEquals(
                  1, meters.get("videotask.tracker.deliveries.repeated").counter().count());
            });
  }

  private static boolean delivered(Tracker tracker, String id) {
    TrackedTask row = tracker.get(id);
    return row != null && row.state() == TrackState.DELIVERED;
  }

  @Test
  void theGaugesAreOfTheDatabaseAndOfThisNode() {
    TaskRef running = gateway.add(TaskScript.of(Reply.inProgress(30)));
    MeterRegistry meters = new SimpleMeterRegistry();
    Contexts.tracking(gateway, "gauges")
        .withBean(Orders.class)
        .withBean(MeterRegistry.class, () -> meters)
        .run(
            context -> {
              Tracker tracker = context.getBean(Tracker.class);
              context.getBeansOfType(TrackerMetrics.class).values().forEach(m -> m.bindTo(meters));
              tracker.track(new TaskRef("main", running.id()), Map.of());
              Contexts.eventually("taken", () -> gauge(meters, "outstanding") == 1);
              Contexts.eventually("all shards", () -> gauge(meters, "shards.owned") == 4);
              assertEquals(1, gauge(meters, "nodes.live"));
              assertTrue(gauge(meters, "oldest") >= 0);
              assertEquals(0, gauge(meters, "parked"));
              assertEquals(0, gauge(meters, "overdue"));
              assertEquals(0, gauge(meters, "late"));
            });
  }

  private static double gauge(MeterRegistry meters, String name) {
    var gauge = meters.find("videotask.tracker." + name).gauge();
    return gauge == null
        ? meters.get("videotask.tracker." + name).timeGauge().value()
        : gauge.value();
  }

  @Test
  void theHealthIsDownWithoutTheDatabase() {
    Contexts.tracking(gateway, "health")
        .withBean(Orders.class)
        .run(
            context -> {
              Tracker tracker = context.getBean(Tracker.class);
              assertTrue(TrackerHealth.of(tracker).up());
              String up = health(context);
              assertTrue(up.startsWith("UP"), up);
              assertTrue(up.contains("parked=0"), up);
              context.getBean(JdbcConnectionPool.class).dispose();
              String down = health(context);
              assertTrue(down.startsWith("DOWN"), down);
            });
  }

  /** By reflection, as the type depends on the version of Boot. */
  private static String health(ApplicationContext context) throws Exception {
    Object indicator = context.getBean("videotaskHealthIndicator");
    var method = indicator.getClass().getMethod("health");
    method.setAccessible(true);
    Object health = method.invoke(indicator);
    return health.getClass().getMethod("getStatus").invoke(health)
        + " "
        + health.getClass().getMethod("getDetails").invoke(health);
  }

  @Test
  void theTrackerThenTheClientThenTheDatabaseAreClosed() throws Exception {
    nextSubmit(Reply.completed());
    List<String> closed = new CopyOnWriteArrayList<>();
    CountDownLatch inHandler = new CountDownLatch(1);
    Contexts.tracking(gateway, "closing")
        .withBean(BeforeClosing.class, () -> new BeforeClosing(closed))
        .withBean(
            EndHandler.class,
            () ->
                end -> {
                  inHandler.countDown();
                  TimeUnit.MILLISECONDS.sleep(200);
                  closed.add("the handler returned");
                })
        .run(
            context -> {
              context.getBean(BeforeClosing.class).videos = context.getBean(VideoTasks.class);
              context.getBean(Tracker.class).submit(REQUEST, ORDER);
              assertTrue(inHandler.await(30, TimeUnit.SECONDS));
            });
    assertEquals(List.of("the handler returned", "the database closes with DELIVERED"), closed);
  }

  /** Checks, when the database is about to be closed, that the client is closed. */
  static final class BeforeClosing implements DestructionAwareBeanPostProcessor {
    private final List<String> closed;
    volatile @Nullable VideoTasks videos;

    BeforeClosing(List<String> closed) {
      this.closed = closed;
    }

    @Override
    public void postProcessBeforeDestruction(Object bean, String name) {
      VideoTasks client = videos;
      if (bean instanceof DataSource source && client != null) {
        assertThrows(IllegalStateException.class, () -> client.query(TaskRef.parse("main:t")));
        closed.add("the database closes with " + state(source));
      }
    }

    private static String state(DataSource source) {
      try (var connection = source.getConnection();
          var statement = connection.createStatement();
          var row = statement.executeQuery("SELECT state FROM videotask_task")) {
        return row.next() ? row.getString(1) : "nothing";
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void aStoppedContextTracksOnAndIsStartedAgain() {
    Contexts.tracking(gateway, "stopped")
        .withBean(Orders.class)
        .run(
            context -> {
              ConfigurableApplicationContext application = context.getSourceApplicationContext();
              application.stop();
              application.start();
              nextSubmit(Reply.completed());
              Tracker tracker = context.getBean(Tracker.class);
              String id = tracker.submit(REQUEST, ORDER).id();
              Contexts.eventually("handled", () -> delivered(tracker, id));
            });
  }

  @Test
  void aNodeThatIsNotStartedSubmitsAndNeedsNoHandler() {
    nextSubmit(Reply.completed());
    Contexts.tracking(gateway, "submits")
        .withPropertyValues("videotask.tracker.start=false")
        .run(
            context -> {
              Tracker tracker = context.getBean(Tracker.class);
              String id = tracker.submit(REQUEST, ORDER).id();
              assertEquals(TrackState.OPEN, row(tracker, id).state());
              assertEquals(0, tracker.status().ownedShards());
            });
  }

  private static TrackedTask row(Tracker tracker, String id) {
    TrackedTask row = tracker.get(id);
    assertNotNull(row);
    return row;
  }

  @Test
  void withoutADataSourceThereIsNoTracker() {
    Contexts.runner(gateway)
        .run(
            context -> {
              assertNull(context.getStartupFailure());
              assertEquals(0, context.getBeansOfType(Tracker.class).size());
            });
  }

  @Test
  void handlersThatAreNotCompleteAreRefusedAtTheStart() {
    ApplicationContextRunner runner = Contexts.tracking(gateway, "refused");
    refused(runner, "the tracker has no handler");
    refused(runner.withBean(OnlyVideos.class), "no method handles [FAILED, CANCELLED");
    refused(runner.withBean(Twice.class), " handle COMPLETED, and each end has one handler");
    refused(
        runner.withBean("a", Orders.class).withBean("b", Orders.class),
        " and each end has one handler");
    refused(
        runner.withBean(Strange.class), "Strange.completed must have one parameter, a TrackedEnd");
    refused(
        runner.withBean(Orders.class).withBean(EndHandler.class, () -> end -> {}),
        "there is an EndHandler bean, which gets all ends");
    refused(
        Contexts.runner(gateway).withBean(Orders.class),
        "would never be called: there is no tracker");
  }

  @Test
  void missingTablesAndWrongSettingsAreRefusedAtTheStart() {
    ApplicationContextRunner runner = Contexts.tracking(gateway, "wrong").withBean(Orders.class);
    refused(runner.withPropertyValues("videotask.tracker.create-tables=false"), "has no tables");
    refused(
        runner.withPropertyValues("videotask.tracker.shards=0"),
        "videotask.tracker.shards: there are 1 to 1,024 shards");
    refused(
        runner.withPropertyValues("videotask.tracker.heartbeat=1ms"),
        "videotask.tracker.heartbeat: the interval");
    refused(
        runner.withPropertyValues("videotask.tracker.download-to=/nowhere/at/all"),
        "videotask.tracker.download-to: there is no directory");
  }

  private static void refused(ApplicationContextRunner runner, String expected) {
    runner.run(
        context -> {
          Throwable failure = context.getStartupFailure();
          assertNotNull(failure, expected);
          while (failure.getCause() != null && !(failure instanceof TrackingException)) {
            failure = failure.getCause();
          }
          String message = String.valueOf(failure.getMessage());
          assertTrue(message.contains(expected), message);
        });
  }
}
