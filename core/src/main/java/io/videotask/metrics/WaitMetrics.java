package io.videotask.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.videotask.poll.PollListener;
import io.videotask.poll.PollSummary;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Publishes metrics of waits to <a href="https://micrometer.io">Micrometer</a>: add it with {@link
 * io.videotask.VideoTasksBuilder#listener}. All meters but the first have a tag {@code gateway},
 * the configured name.
 *
 * <table>
 *   <caption>Meters</caption>
 *   <tr><th>name</th><th>kind</th><th>what</th></tr>
 *   <tr><td>videotask.waits</td><td>gauge</td><td>tasks that are being waited for</td></tr>
 *   <tr><td>videotask.ends</td><td>counter</td><td>waits that have ended; tag {@code state}: the
 *     task's, or {@code NOT_ENDED}</td></tr>
 *   <tr><td>videotask.queries.per.task</td><td>summary</td><td>polls of one wait</td></tr>
 *   <tr><td>videotask.failures.tolerated</td><td>counter</td><td>failed polls</td></tr>
 *   <tr><td>videotask.detection.delay.most</td><td>timer</td><td>upper bound of the detection delay:
 *     the time between the last two polls</td></tr>
 *   <tr><td>videotask.detection.delay.reported</td><td>timer</td><td>the detection delay from the
 *     finish time that the gateway reports, in whole seconds of the gateway's clock</td></tr>
 *   <tr><td>videotask.status.unknown</td><td>counter</td><td>answers with an unknown status</td></tr>
 *   <tr><td>videotask.queue.delay</td><td>timer</td><td>how long due polls were delayed by a rate
 *     limit</td></tr>
 * </table>
 *
 * <p>Thread-safe.
 */
public final class WaitMetrics implements PollListener<VideoTask> {
  private final MeterRegistry registry;
  private final AtomicInteger waits = new AtomicInteger();

  /** Creates a listener that registers its meters when they are first used. */
  public WaitMetrics(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge("videotask.waits", waits);
  }

  @Override
  public void onBegin(Object task) {
    waits.incrementAndGet();
  }

  @Override
  public void onAnswer(VideoTask task) {
    if (task.state() == TaskState.UNKNOWN && task.rawStatus() != null) {
      registry.counter("videotask.status.unknown", tags(task.ref())).increment();
    }
  }

  @Override
  public void onQueueDelay(Object task, Duration delay) {
    registry.timer("videotask.queue.delay", tags(task)).record(delay);
  }

  @Override
  public void onEnd(PollSummary<VideoTask> summary) {
    waits.decrementAndGet();
    List<Tag> tags = tags(summary.task());
    VideoTask last = summary.last();
    String state = summary.ended() && last != null ? last.state().name() : "NOT_ENDED";
    registry.counter("videotask.ends", Tags.of(tags).and("state", state)).increment();
    DistributionSummary.builder("videotask.queries.per.task")
        .tags(tags)
        .register(registry)
        .record(summary.queries());
    registry.counter("videotask.failures.tolerated", tags).increment(summary.failures());
    if (summary.maxDetectionDelay() != null) {
      registry.timer("videotask.detection.delay.most", tags).record(summary.maxDetectionDelay());
    }
    Instant finished = last == null ? null : last.seen().finishedAt();
    if (summary.maxDetectionDelay() != null && last != null && finished != null) {
      Duration delay = Duration.between(finished, last.seenAt());
      registry
          .timer("videotask.detection.delay.reported", tags)
          .record(delay.isNegative() ? Duration.ZERO : delay);
    }
  }

  private static List<Tag> tags(Object task) {
    return List.of(Tag.of("gateway", task instanceof TaskRef ref ? ref.gateway() : "unknown"));
  }
}
