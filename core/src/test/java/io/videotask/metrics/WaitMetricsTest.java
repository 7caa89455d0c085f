package io.videotask.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.videotask.poll.PollSummary;
import io.videotask.task.Observation;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaitMetricsTest {
  private static final TaskRef REF = TaskRef.parse("new-api:task_1");
  private static final Instant SEEN = Instant.parse("2026-01-01T00:00:10Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final WaitMetrics metrics = new WaitMetrics(registry);

  @Test
  void countsOpenWaits() {
    metrics.onBegin(REF);
    metrics.onBegin(TaskRef.parse("new-api:task_2"));
    assertEquals(2, registry.get("videotask.waits").gauge().value());

    metrics.onEnd(new PollSummary<>(REF, null, false, 3, 1, null));

    assertEquals(1, registry.get("videotask.waits").gauge().value());
    assertEquals(1, registry.get("videotask.ends").tag("state", "NOT_ENDED").counter().count());
    assertEquals(1, registry.get("videotask.failures.tolerated").counter().count());
  }

  @Test
  void recordsTheDelayAsBoundAndAsReported() {
    metrics.onBegin(REF);

    metrics.onEnd(new PollSummary<>(REF, completed(), true, 7, 0, Duration.ofSeconds(4)));

    assertEquals(
        4, registry.get("videotask.detection.delay.most").timer().totalTime(TimeUnit.SECONDS));
    assertEquals(
        2, registry.get("videotask.detection.delay.reported").timer().totalTime(TimeUnit.SECONDS));
    assertEquals(7, registry.get("videotask.queries.per.task").summary().max());
    assertEquals(
        1,
        registry
            .get("videotask.ends")
            .tag("gateway", "new-api")
            .tag("state", "COMPLETED")
            .counter()
            .count());
  }

  @Test
  void countsUnknownStatuses() {
    metrics.onAnswer(new VideoTask.Pending(seen(TaskState.UNKNOWN, "SIMMERING", null)));
    metrics.onAnswer(new VideoTask.Pending(seen(TaskState.UNKNOWN, null, null)));
    metrics.onAnswer(new VideoTask.Pending(seen(TaskState.QUEUED, "QUEUED", null)));

    assertEquals(1, registry.get("videotask.status.unknown").counter().count());
  }

  @Test
  void recordsDelaysByRateLimits() {
    metrics.onQueueDelay(REF, Duration.ofSeconds(3));

    assertEquals(3, registry.get("videotask.queue.delay").timer().totalTime(TimeUnit.SECONDS));
  }

  private static VideoTask completed() {
    return new VideoTask.Completed(
        seen(TaskState.COMPLETED, "SUCCESS", SEEN.minusSeconds(2)),
        List.of(
            new VideoResult(
                "https://cdn.example.com/a.mp4",
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null)));
  }

  private static Observation seen(
      TaskState state, @Nullable String status, @Nullable Instant finished) {
    return new Observation(REF, state, status, null, null, null, finished, List.of(), SEEN, "{}");
  }
}
