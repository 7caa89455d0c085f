package io.videotask.tracker;

import io.videotask.VideoTasks;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Submits requests: the intent is written before the request is sent, and the task's id, or what
 * else became of it, after it. Thread-safe.
 */
final class Submits {
  private static final int ACCEPT_ATTEMPTS = 8;

  private final VideoTasks videos;
  private final TaskRows rows;
  private final DatabaseClock clock;
  private final Shards shards;
  private final System.Logger log;

  Submits(VideoTasks videos, TaskRows rows, DatabaseClock clock, Shards shards, System.Logger log) {
    this.videos = videos;
    this.rows = rows;
    this.clock = clock;
    this.shards = shards;
    this.log = log;
  }

  /** See {@link Tracker#submit}. */
  Submitted submit(VideoRequest request, Row intent) {
    rows.insert(intent, request.gateway(), clock.millis());
    SubmitOutcome outcome;
    try {
      outcome = videos.submit(request);
    } catch (RuntimeException e) {
      if (saysThatNothingWasSent(e)) {
        closeIntent(intent.id(), TrackState.REJECTED, null, "nothing was sent: " + e.getMessage());
      } else {
        String why = "the submit failed unexpectedly: " + e.getClass().getSimpleName();
        closeIntent(intent.id(), TrackState.ENDED, TrackOutcome.OUTCOME_UNKNOWN, why);
        handOver(intent.id());
      }
      throw e;
    }
    if (outcome instanceof SubmitOutcome.Accepted accepted) {
      accept(intent.id(), accepted.task());
    } else if (outcome instanceof SubmitOutcome.Rejected rejected) {
      String why = String.valueOf(rejected.error().getMessage());
      closeIntent(intent.id(), TrackState.REJECTED, null, why);
    } else if (outcome instanceof SubmitOutcome.Unknown unknown) {
      String why = String.valueOf(unknown.error().getMessage());
      closeIntent(intent.id(), TrackState.ENDED, TrackOutcome.OUTCOME_UNKNOWN, why);
      handOver(intent.id());
    }
    return new Submitted(intent.id(), outcome);
  }

  /**
   * Returns whether this is one of the exceptions by which a client promises that nothing was sent.
   * After any other the task may exist.
   */
  static boolean saysThatNothingWasSent(RuntimeException thrown) {
    boolean closed = thrown instanceof IllegalStateException && thrown.getCause() == null;
    return closed
        || thrown instanceof VideoTaskException
        || thrown instanceof IllegalArgumentException;
  }

  /** An intent that cannot be closed is delivered as an unknown outcome later. */
  private void closeIntent(
      String id, TrackState state, @Nullable TrackOutcome outcome, String why) {
    try {
      rows.closeIntent(id, state, outcome, why, clock.millis());
    } catch (TrackingException e) {
      log.log(Level.WARNING, "what became of a submit could not be written: " + e.getMessage());
    }
  }

  private void accept(String id, TaskRef ref) {
    long pause = 50;
    for (int attempt = 1; ; attempt++) {
      try {
        rows.accept(id, ref, clock.millis());
        handOver(id);
        return;
      } catch (SQLException | TrackingException e) {
        boolean tracked = e instanceof SQLException known && Database.isDuplicate(known);
        if (attempt == ACCEPT_ATTEMPTS || tracked) {
          throw new TrackingException(
              "the gateway accepted " + ref + ", which could not be written: " + e.getMessage(), e);
        }
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TrackingException(
            "the gateway accepted "
                + ref
                + ", and the thread was interrupted before it was written",
            e);
      }
      pause *= 2;
    }
  }

  /** Lets this node begin at once with a row, if it owns its shard. */
  void handOver(String id) {
    try {
      Row row = rows.byId(id);
      if (row != null) {
        shards.add(row);
      }
    } catch (TrackingException e) {
      // The scan of changed rows finds it.
    }
  }
}
