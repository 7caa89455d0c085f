package io.videotask.tracker;

import io.videotask.VideoTasks;
import io.videotask.WaitState;
import io.videotask.error.ClientClosedException;
import io.videotask.error.TaskNotFoundException;
import io.videotask.error.WaitTimedOutException;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import io.videotask.time.TimeSource;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Waits for open tasks with the client's own engine: polls write nothing. What ends a tracked task
 * is its end at the gateway, its deadline, or that the gateway has no such task; after any other
 * failure the wait begins again. Thread-safe.
 */
final class Waits {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private final VideoTasks videos;
  private final DatabaseClock clock;
  private final TimeSource time;
  private final System.Logger log;
  private final Ends ends;
  private final @Nullable Changes changes;
  private final Set<String> failingGateways = ConcurrentHashMap.newKeySet();

  /** Receives the ends of waits. */
  interface Ends {
    /**
     * The task has ended.
     *
     * @param answer the end as the gateway reported it; null for an outcome that it did not report
     * @param why the reason; null for none
     */
    void ended(
        Shard shard,
        OpenTask task,
        TrackOutcome outcome,
        @Nullable VideoTask answer,
        @Nullable String why);
  }

  /**
   * @param changes null if changes are not reported
   */
  Waits(
      VideoTasks videos,
      DatabaseClock clock,
      TimeSource time,
      System.Logger log,
      Ends ends,
      @Nullable Changes changes) {
    this.videos = videos;
    this.clock = clock;
    this.time = time;
    this.log = log;
    this.ends = ends;
    this.changes = changes;
  }

  /** Begins or continues the wait for an open task. */
  void begin(Shard shard, OpenTask task) {
    Row row = task.row();
    TaskRef ref = row.ref();
    if (ref == null || shard.isLost() || task.isStopped()) {
      return;
    }
    CompletableFuture<VideoTask> wait;
    try {
      WaitState state = state(row, ref);
      wait =
          changes == null
              ? videos.resumable().awaitAsync(state)
              : videos.resumable().awaitAsync(state, changes.of(task, state.lastState()));
    } catch (RuntimeException | Error e) {
      // The client has no such gateway, or is closed; or there is no memory just now.
      beginLater(shard, task, ref, e);
      return;
    }
    task.waitsFor(wait);
    wait.whenComplete((answer, thrown) -> ended(shard, task, ref, answer, thrown));
  }

  private WaitState state(Row row, TaskRef ref) {
    // The machine's clock is the client's; the deadline is by the database's.
    Duration left = Duration.ofMillis(row.deadline() - clock.millis());
    Instant deadline = time.now().plus(left);
    if (row.waitState() != null) {
      try {
        return WaitState.parse(row.waitState()).withDeadline(deadline);
      } catch (IllegalArgumentException e) {
        log.log(Level.WARNING, ref + " is waited for anew: " + e.getMessage());
      }
    }
    return videos.resumable().begin(ref, Duration.ofDays(1)).state().withDeadline(deadline);
  }

  private void ended(
      Shard shard,
      OpenTask task,
      TaskRef ref,
      @Nullable VideoTask answer,
      @Nullable Throwable thrown) {
    if (answer != null) {
      failingGateways.remove(ref.gateway());
      ends.ended(shard, task, TrackOutcome.of(answer.state()), answer, null);
      return;
    }
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (cause instanceof CancellationException || cause instanceof ClientClosedException) {
      return;
    }
    if (cause instanceof TaskNotFoundException) {
      ends.ended(shard, task, TrackOutcome.NOT_FOUND, null, cause.getMessage());
    } else if (cause instanceof WaitTimedOutException
        && clock.millis() >= task.row().deadline() - 1_000) {
      ends.ended(shard, task, TrackOutcome.TIMED_OUT, null, cause.getMessage());
    } else {
      beginLater(shard, task, ref, cause);
    }
  }

  /** Begins again after a pause: an outage or a wrong key ends no tracked task. */
  private void beginLater(Shard shard, OpenTask task, TaskRef ref, @Nullable Throwable cause) {
    int failures = task.countFailedWait();
    if (failingGateways.add(ref.gateway())) {
      log.log(
          Level.WARNING,
          "waits for tasks of "
              + ref.gateway()
              + " fail and are begun again, such as "
              + ref
              + ": "
              + (cause == null ? "no reason" : cause.getMessage()));
    }
    long pause = FIRST_PAUSE.toMillis() << Math.min(failures - 1, 8);
    Duration later = Duration.ofMillis(Math.min(pause, LONGEST_PAUSE.toMillis()));
    long left = task.row().deadline() - clock.millis();
    if (left <= 0) {
      ends.ended(
          shard,
          task,
          TrackOutcome.TIMED_OUT,
          null,
          "the deadline has passed; " + (cause == null ? "" : cause.getMessage()));
      return;
    }
    Duration inTime = Duration.ofMillis(Math.min(left, later.toMillis()));
    time.schedule(inTime, () -> begin(shard, task));
  }

  /** Returns the state of an open task's wait as JSON; null if it has not begun. */
  @Nullable String checkpoint(OpenTask task) {
    TaskRef ref = task.row().ref();
    WaitState state = ref == null ? null : videos.resumable().stateOf(ref);
    return state == null || state.queries() == 0 ? null : state.toJson();
  }

  /** Returns whether an open task was due to be polled longer ago, and no answer has come since. */
  boolean isLate(OpenTask task, Duration by) {
    TaskRef ref = task.row().ref();
    WaitState state = ref == null ? null : videos.resumable().stateOf(ref);
    return state != null && state.nextPollAt().isBefore(time.now().minus(by));
  }
}
