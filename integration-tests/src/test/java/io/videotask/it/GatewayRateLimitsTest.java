package io.videotask.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.schedule.Schedule;
import io.videotask.task.LostSubmit;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import io.videotask.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gateways at one server, one of which has a rate limit of its own. */
class GatewayRateLimitsTest {
  private static final String SLOW = "openai-videos";
  private static final TaskScript RUNNING = TaskScript.of(Reply.inProgress(10));
  private static final VideoRequest REQUEST = VideoRequest.of("a kite").model("m").build();

  private final VirtualTime time = new VirtualTime();
  private final FakeGateway gateway = FakeGateway.start(time);

  @AfterEach
  void stop() {
    gateway.close();
    time.close();
  }

  /** Begins calls at the same instant, and waits until all have ended. */
  private void atOnce(List<Supplier<CompletableFuture<?>>> calls) {
    Runnable resume = time.pause();
    List<CompletableFuture<?>> begun = new ArrayList<>();
    try {
      calls.forEach(call -> begun.add(call.get()));
    } finally {
      resume.run();
    }
    CompletableFuture.allOf(begun.toArray(new CompletableFuture<?>[0]))
        .handle((ended, thrown) -> true)
        .join();
  }

  /** Returns the seconds at which the requests of one gateway came. */
  private List<Double> secondsOf(String name) {
    String path = name.equals(SLOW) ? "/v1/videos" : "/v1/video/generations";
    Instant start = time.now().minus(time.elapsed());
    return gateway.requests().stream()
        .filter(request -> request.path().startsWith(path))
        .map(request -> Duration.between(start, request.at()).toMillis() / 1e3)
        .toList();
  }

  private static List<Double> every(double seconds, int times) {
    List<Double> expected = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      expected.add(i * seconds);
    }
    return expected;
  }

  @Test
  void gatewayWithItsOwnLimitDoesNotSlowOthers() {
    try (VideoTasks videos =
        gateway
            .client()
            .schedule(Schedule.fixed(Duration.ofSeconds(1)))
            .maxRequestsPerSecond(10)
            .maxRequestsPerSecond(SLOW, 0.1)
            .build()) {
      List<Supplier<CompletableFuture<?>>> waits = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        TaskRef slow = gateway.add(AnswerFormat.OPENAI_VIDEOS, RUNNING);
        TaskRef other = gateway.add(RUNNING);
        waits.add(() -> videos.awaitAsync(slow, Duration.ofSeconds(59)));
        waits.add(() -> videos.awaitAsync(other, Duration.ofSeconds(59)));
      }

      atOnce(waits);

      assertEquals(every(10, 6), secondsOf(SLOW));
      int others = secondsOf("new-api").size();
      assertTrue(others >= 5 * 50, () -> others + " queries in a minute");
    }
  }

  @Test
  void queriesListsSearchesAndSubmitsUseTheLimitOfTheirGateway() {
    TaskRef slow = gateway.add(AnswerFormat.OPENAI_VIDEOS, RUNNING);
    TaskRef other = gateway.add(RUNNING);
    gateway.onEachSubmit(AnswerFormat.OPENAI_VIDEOS, RUNNING);
    gateway.onEachSubmit(AnswerFormat.NEW_API_KLING, RUNNING);
    try (VideoTasks videos = gateway.client().maxRequestsPerSecond(SLOW, 0.1).build()) {
      LostSubmit lost =
          videos
              .lostSubmits()
              .describe(
                  REQUEST.toBuilder().gateway(SLOW).correlationId("mine-1").build(),
                  time.now(),
                  time.now());
      atOnce(
          List.of(
              () -> videos.queryAsync(slow),
              () -> videos.listAsync(SLOW, 10, null),
              () -> videos.lostSubmits().resolveAsync(lost),
              () -> videos.submitAsync(REQUEST.toBuilder().gateway(SLOW).build()),
              () -> videos.submitAsync(REQUEST.toBuilder().gateway("new-api").build()),
              () -> videos.queryAsync(other),
              () -> videos.submitAsync(REQUEST.toBuilder().gateway("new-api").build()),
              () -> videos.queryAsync(other)));

      assertEquals(every(10, 4), secondsOf(SLOW));
      assertEquals(every(0, 4), secondsOf("new-api"));
      assertEquals(3, gateway.submits().size());
    }
  }

  @Test
  void requestForManyTasksCountsOnceInTheLimitOfTheirGateway() {
    try (VideoTasks videos =
        gateway
            .client()
            .schedule(Schedule.fixed(Duration.ofSeconds(5)))
            .maxRequestsPerSecond(0.001)
            .maxRequestsPerSecond(SLOW, 0.1)
            .build()) {
      List<Supplier<CompletableFuture<?>>> waits = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        TaskRef slow = gateway.add(AnswerFormat.OPENAI_VIDEOS, RUNNING);
        waits.add(() -> videos.awaitAsync(slow, Duration.ofSeconds(59)));
      }

      atOnce(waits);

      assertEquals(every(10, 6), secondsOf(SLOW));
      long forMany =
          gateway.requests().stream()
              .filter(request -> request.path().startsWith("/v1/videos?"))
              .count();
      assertEquals(5, forMany, "all but the first poll of the first task");
    }
  }

  @Test
  void shareAppliesToEveryGatewaysLimit() {
    TaskRef slow = gateway.add(AnswerFormat.OPENAI_VIDEOS, RUNNING);
    TaskRef other = gateway.add(RUNNING);
    try (VideoTasks videos =
        gateway.client().maxRequestsPerSecond(1).maxRequestsPerSecond(SLOW, 0.2).build()) {
      videos.rateLimitShare(0.5);
      List<Supplier<CompletableFuture<?>>> queries = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        queries.add(() -> videos.queryAsync(slow));
        queries.add(() -> videos.queryAsync(other));
      }

      atOnce(queries);

      assertEquals(every(10, 5), secondsOf(SLOW));
      assertEquals(every(2, 5), secondsOf("new-api"));
    }
  }
}
