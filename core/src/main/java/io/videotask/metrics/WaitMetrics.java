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
 * Counts what waits see, for <a href="https://micrometer.io">Micrometer</a>: give it to {@link
 * io.videotask.VideoTasksBuilder#listener}. All meters but the first have a tag {@code gateway},
 * the configured name.
 *
 * <table>
 *   <caption>Meters</caption>
 *   <tr><th>name</th><th>kind</th><th>what</th></tr>
 *   <tr><td>videotask.waits</td><td>gauge</td><td>tasks that are waited for now</td></tr>
 *   <tr><td>videotask.ends</td><td>counter</td><td>waits that are over; tag {@code state}: the
 *     task's, or {@code NOT_ENDED}</td></tr>
 *   <tr><td>videotask.queries.per.task</td><td>summary</td><td>queries of one wait</td></tr>
 *   <tr><td>videotask.failures.tolerated</td><td>counter</td><td>queries that failed</td></tr>
 *   <tr><td>videotask.detection.delay.most</td><td>timer</td><td>the longest that a task can have
 *     been over before we knew; it was not over sooner than the query before</td></tr>
 *   <tr><td>videotask.detection.delay.told</td><td>timer</td><td>for how long it had been over by
 *     the gateway's own word, which is to the second and by the gateway's clock</td></tr>
 *   <tr><td>videotask.words.unknown</td><td>counter</td><td>answers with a status word that nobody
 *     knows</td></tr>
 *   <tr><td>videotask.held.back</td><td>timer</td><td>how long queries that were due had to wait
 *     for their turn</td></tr>
 * </table>
 *
 * <p>Thread-safe.
 */
public final class WaitMetrics implements PollListener<VideoTask> {
  private final MeterRegistry registry;
  private final AtomicInteger waits = new AtomicInteger();

  /** Registers with this registry as it goes along. */
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
      registry.counter("videotask.words.unknown", tags(task.ref())).increment();
    }
  }

  @Override
  public void onHeldBack(Object task, Duration delay) {
    registry.timer("videotask.held.back", tags(task)).record(delay);
  }

  @Override
  public void onEnd(PollSummary<VideoTask> ending) {
    waits.decrementAndGet();
    List<Tag> tags = tags(ending.task());
    VideoTask last = ending.last();
    String state = ending.ended() && last != null ? last.state().name() : "NOT_ENDED";
    registry.counter("videotask.ends", Tags.of(tags).and("state", state)).increment();
    DistributionSummary.builder("videotask.queries.per.task")
        .tags(tags)
        .register(registry)
        .record(ending.queries());
    registry.counter("videotask.failures.tolerated", tags).increment(ending.failures());
    if (ending.delayAtMost() != null) {
      registry.timer("videotask.detection.delay.most", tags).record(ending.delayAtMost());
    }
    Instant finished = last == null ? null : last.seen().finishedAt();
    if (ending.delayAtMost() != null && last != null && finished != null) {
      Duration told = Duration.between(finished, last.seenAt());
      registry
          .timer("videotask.detection.delay.told", tags)
          .record(told.isNegative() ? Duration.ZERO : told);
    }
  }

  private static List<Tag> tags(Object task) {
    return List.of(Tag.of("gateway", task instanceof TaskRef ref ? ref.gateway() : "unknown"));
  }
}
