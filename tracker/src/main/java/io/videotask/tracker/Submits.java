package io.videotask.tracker;

import io.videotask.VideoTasks;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Submits requests: the intent is written before the request is sent, and the task's id, or what
 * else became of it, after it. Thread-safe.
 */
final class Submits implements AutoCloseable {
  private final VideoTasks videos;
  private final TaskRows rows;
  private final DatabaseClock clock;
  private final Shards shards;
  private final System.Logger log;
  private final SubmitResults results;

  Submits(VideoTasks videos, TaskRows rows, DatabaseClock clock, Shards shards, System.Logger log) {
    this.videos = videos;
    this.rows = rows;
    this.clock = clock;
    this.shards = shards;
    this.log = log;
    this.results = new SubmitResults(log);
  }

  /** See {@link Tracker#submit}. */
  Submitted submit(VideoRequest request, Row intent) {
    results.start();
    rows.insert(intent, request.gateway(), clock.millis());
    SubmitOutcome outcome;
    try {
      outcome = videos.submit(request);
    } catch (RuntimeException e) {
      if (saysThatNothingWasSent(e)) {
        closeIntent(intent.id(), TrackState.REJECTED, null, "nothing was sent: " + e.getMessage());
      } else {
        unknown(intent.id(), "the submit failed unexpectedly: " + e.getClass().getSimpleName());
      }
      throw e;
    }
    String id = intent.id();
    if (outcome instanceof SubmitOutcome.Accepted accepted) {
      id = accept(intent, accepted.task());
    } else if (outcome instanceof SubmitOutcome.Rejected rejected) {
      String why = String.valueOf(rejected.error().getMessage());
      closeIntent(id, TrackState.REJECTED, null, why);
    } else if (outcome instanceof SubmitOutcome.Unknown unknown) {
      unknown(id, String.valueOf(unknown.error().getMessage()));
    }
    return new Submitted(id, outcome);
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

  private void unknown(String id, String why) {
    closeIntent(id, TrackState.ENDED, TrackOutcome.OUTCOME_UNKNOWN, why);
  }

  private void closeIntent(
      String id, TrackState state, @Nullable TrackOutcome outcome, String why) {
    results.write(
        "what became of the submit " + id,
        () -> {
          rows.closeIntent(id, state, outcome, why, clock.millis());
          if (outcome != null) {
            handOver(id);
          }
          return id;
        });
  }

  /** Returns the id of the tracking. */
  private String accept(Row intent, TaskRef ref) {
    String id =
        results.write(
            "the accepted task " + ref + " of the submit " + intent.id(),
            () -> {
              String tracked = rows.acceptIntent(intent, ref, clock.millis());
              if (!tracked.equals(intent.id())) {
                log.log(
                    Level.WARNING,
                    ref + " of the submit " + intent.id() + " is tracked as " + tracked);
              }
              handOver(tracked);
              return tracked;
            });
    return id == null ? intent.id() : id;
  }

  /** Lets this node begin at once with a row, if it owns its shard. */
  void handOver(String id) {
    try {
      Row row = rows.byId(id);
      if (row != null) {
        shards.add(row);
      }
    } catch (RuntimeException e) {
      // The scan of changed rows finds it.
    }
  }

  @Override
  public void close() {
    results.close();
  }
}
