package io.videotask.benchmarks;

import io.videotask.schedule.TimingHints;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A simulated task.
 *
 * @param kind the kind in its answers; null if they have none
 * @param created creation time in seconds
 * @param queue time in the queue
 * @param work duration of the work
 * @param progress the reported progress
 * @param tellsStart whether its answers have the start time of the work
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
