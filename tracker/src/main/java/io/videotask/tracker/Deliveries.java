package io.videotask.tracker;

import io.videotask.VideoTasks;
import io.videotask.download.DownloadOptions;
import io.videotask.download.DownloadTarget;
import io.videotask.download.Downloaded;
import io.videotask.download.VideoFileName;
import io.videotask.error.TaskNotFoundException;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import io.videotask.time.TimeSource;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Delivers ends to the application's handler, each on a thread of its own, so that a handler that
 * fails or hangs holds up no other end. Thread-safe.
 */
final class Deliveries implements AutoCloseable {
  private static final long FIRST_PAUSE_MILLIS = 1_000;
  private static final long LONGEST_PAUSE_MILLIS = Duration.ofMinutes(10).toMillis();

  private final VideoTasks videos;
  private final TaskRows rows;
  private final DatabaseClock clock;
  private final TimeSource time;
  private final System.Logger log;
  private final TrackerBuilder.Settings settings;
  private final Results results;
  private final ExecutorService threads;

  /** Receives what became of deliveries. */
  interface Results {
    /** The row has changed: it is in no state to be delivered any more. */
    void outdated(Shard shard, OpenTask task);

    /** The end was handled, or not; the transition is to be written. */
    void attempted(Shard shard, OpenTask task, Transition transition);
  }

  Deliveries(
      VideoTasks videos,
      TaskRows rows,
      DatabaseClock clock,
      TimeSource time,
      System.Logger log,
      TrackerBuilder.Settings settings,
      Results results) {
    this.videos = videos;
    this.rows = rows;
    this.clock = clock;
    this.time = time;
    this.log = log;
    this.settings = settings;
    this.results = results;
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            settings.handlerThreads(),
            settings.handlerThreads(),
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "videotask-tracker-handler");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    this.threads = pool;
  }

  /**
   * Delivers an end, now or when its next attempt is due.
   *
   * @param answer the end as the gateway reported it just now; null if that was earlier
   */
  void deliver(Shard shard, OpenTask task, long nextAttempt, @Nullable VideoTask answer) {
    long delay = nextAttempt - clock.millis();
    if (delay > 0) {
      time.schedule(Duration.ofMillis(delay), () -> submit(shard, task, answer));
    } else {
      submit(shard, task, answer);
    }
  }

  private void submit(Shard shard, OpenTask task, @Nullable VideoTask answer) {
    if (!threads.isShutdown()) {
      threads.execute(() -> attempt(shard, task, answer));
    }
  }

  private void attempt(Shard shard, OpenTask task, @Nullable VideoTask answer) {
    if (shard.isLost() || task.isStopped()) {
      return;
    }
    Row row;
    try {
      row = rows.byId(task.row().id());
    } catch (TrackingException e) {
      deliver(shard, task, clock.millis() + FIRST_PAUSE_MILLIS, answer);
      return;
    }
    if (row == null || row.state() != TrackState.ENDED || row.outcome() == null) {
      results.outdated(shard, task);
      return;
    }
    Thread handler = Thread.currentThread();
    TimeSource.Cancellable alarm = time.schedule(settings.handlerTimeout(), handler::interrupt);
    try {
      handle(row, row.outcome(), answer);
      results.attempted(shard, task, row.to(TrackState.DELIVERED));
    } catch (Throwable e) {
      if (!shard.isLost()) {
        results.attempted(shard, task, failed(row, e));
      }
    } finally {
      alarm.cancel();
      // Nothing of one end shall interrupt the next.
      Thread.interrupted();
    }
  }

  private void handle(Row row, TrackOutcome outcome, @Nullable VideoTask known) throws Exception {
    VideoTask answer = known == null && isReported(outcome) ? ask(row.ref()) : known;
    Downloaded video = null;
    Path folder = settings.downloadTo();
    if (folder != null && answer instanceof VideoTask.Completed completed) {
      Path file = folder.resolve(VideoFileName.of(completed));
      DownloadOptions options = settings.downloadOptions();
      video = videos.download(completed, DownloadTarget.file(file), options);
    }
    settings.handler().ended(new TrackedEnd(row.key(), row.task(), outcome, answer, video));
  }

  private static boolean isReported(TrackOutcome outcome) {
    return switch (outcome) {
      case COMPLETED, FAILED, CANCELLED, EXPIRED -> true;
      case TIMED_OUT, NOT_FOUND, OUTCOME_UNKNOWN -> false;
    };
  }

  /** Asks for the task again: URLs are not stored, and those of earlier may have expired. */
  private @Nullable VideoTask ask(@Nullable TaskRef ref) {
    try {
      return ref == null ? null : videos.query(ref);
    } catch (TaskNotFoundException e) {
      return null;
    }
  }

  private Transition failed(Row row, Throwable thrown) {
    int attempts = row.attempts() + 1;
    boolean parked = attempts >= settings.maxAttempts();
    String reason =
        thrown.getClass().getSimpleName()
            + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage());
    long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempts - 1, 20));
    if (parked) {
      log.log(
          Level.WARNING,
          "the end of "
              + (row.ref() == null ? row.id() : row.ref())
              + " is parked after "
              + attempts
              + " failures of the handler, the last: "
              + thrown.getClass().getSimpleName());
    }
    return row.to(parked ? TrackState.PARKED : TrackState.ENDED)
        .failed(attempts, clock.millis() + pause, reason);
  }

  /** Lets the handlers that run finish for a while, and starts no more. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(settings.closeTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
