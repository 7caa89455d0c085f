package io.videotask.benchmarks;

import io.videotask.schedule.TimingHints;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One simulated task.
 *
 * @param kind what its answers say that it is; null where they don't
 * @param created when, seconds
 * @param queue how long until its work begins
 * @param work how long that takes
 * @param progress what it shows
 * @param tellsStart whether its answers say when the work began
 */
record Script(
    @Nullable String kind,
    double created,
    double queue,
    double work,
    ProgressShape progress,
    boolean tellsStart)
    implements SimulatedTask {

  @Override
  public double end() {
    return created + queue + work;
  }

  @Override
  public TimingHints signs(double now) {
    double running = now - created - queue;
    boolean queued = running < 0;
    return new TimingHints(
        kind,
        queued,
        queued ? null : progress.at(running, work),
        Duration.ofNanos((long) ((now - created) * 1e9)),
        queued || !tellsStart ? null : Duration.ofNanos((long) (running * 1e9)),
        List.of(),
        null);
  }
}
