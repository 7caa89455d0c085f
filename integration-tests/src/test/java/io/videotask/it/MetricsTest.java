package io.videotask.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.videotask.VideoTasks;
import io.videotask.metrics.WaitMetrics;
import io.videotask.task.TaskRef;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.FakeGatewayExtension;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A wait is recorded in Micrometer's meters. */
@ExtendWith(FakeGatewayExtension.class)
class MetricsTest {
  @Test
  void aWaitIsRecorded(FakeGateway gateway) {
    TaskRef ref =
        gateway.add(
            TaskScript.of(
                Reply.queued(), Reply.badGateway(), Reply.inProgress(30), Reply.completed()));
    SimpleMeterRegistry registry = new SimpleMeterRegistry();

    try (VideoTasks videos = gateway.client().listener(new WaitMetrics(registry)).build()) {
      videos.await(ref, Duration.ofMinutes(30)).orThrow();
    }

    assertEquals(1, registry.get("videotask.ends").tag("state", "COMPLETED").counter().count());
    assertEquals(4, registry.get("videotask.queries.per.task").summary().totalAmount());
    assertEquals(1, registry.get("videotask.failures.tolerated").counter().count());
    assertEquals(0, registry.get("videotask.waits").gauge().value());
    double late =
        registry.get("videotask.detection.delay.most").timer().totalTime(TimeUnit.SECONDS);
    assertTrue(late > 0 && late < 120, () -> late + " s");
  }
}
