package io.videotask.tracker;

import io.videotask.VideoTasks;
import io.videotask.error.OutcomeUnknownException;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.task.LostSubmit;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import io.videotask.time.TimeSource;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.UUID;
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
  private final SubmitDescriptions descriptions;
  private final Duration intentTimeout;

  Submits(
      VideoTasks videos,
      TaskRows rows,
      DatabaseClock clock,
      Shards shards,
      SubmitDescriptions descriptions,
      Duration intentTimeout,
      TimeSource time,
      System.Logger log) {
    this.videos = videos;
    this.descriptions = descriptions;
    this.intentTimeout = intentTimeout;
    this.rows = rows;
    this.clock = clock;
    this.shards = shards;
    this.log = log;
    this.results = new SubmitResults(time, log);
  }

  /** See {@link Tracker#submit}. */
  Submitted submit(VideoRequest request, Row intent) {
    results.start();
    String id = intent.id();
    VideoRequest sent = withCorrelationId(request);
    LostSubmit described = descriptions.describe(sent, intentTimeout);
    String gateway = described == null ? request.gateway() : described.gateway();
    Row row = described == null ? intent : intent.describedBy(descriptions.json(described));
    rows.insert(row, gateway, clock.millis());
    requireYoung(intent);
    SubmitOutcome outcome;
    try {
      outcome = videos.submit(sent);
    } catch (RuntimeException e) {
      if (saysThatNothingWasSent(e)) {
        closeIntent(id, TrackState.REJECTED, null, "nothing was sent: " + e.getMessage());
      } else {
        String why = "the submit failed unexpectedly: " + e.getClass().getSimpleName();
        unknown(id, described == null ? null : descriptions.givenUp(described), why);
      }
      throw e;
    }
    if (outcome instanceof SubmitOutcome.Accepted accepted) {
      id = accept(intent, accepted.task());
    } else if (outcome instanceof SubmitOutcome.Rejected rejected) {
      String why = String.valueOf(rejected.error().getMessage());
      closeIntent(id, TrackState.REJECTED, null, why);
    } else if (outcome instanceof SubmitOutcome.Unknown unknown) {
      OutcomeUnknownException error = unknown.error();
      unknown(id, error.lostSubmit(), String.valueOf(error.getMessage()));
    }
    return new Submitted(id, outcome);
  }

  /** Each submit has a correlation id of its own before it is sent, to be found by. */
  private static VideoRequest withCorrelationId(VideoRequest request) {
    return request.correlationId() == null
        ? request.toBuilder().correlationId(UUID.randomUUID().toString()).build()
        : request;
  }

  /** Other nodes take it that nothing is sent any more after the timeout. */
  private void requireYoung(Row intent) {
    if (clock.millis() - intent.created() > intentTimeout.toMillis()) {
      String why = "nothing was sent: writing the intent took longer than " + intentTimeout;
      closeIntent(intent.id(), TrackState.REJECTED, null, why);
      throw new TrackingException(why);
    }
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

  /** Lets the owner of the shard look for the task, where the gateway can be asked. */
  private void unknown(String id, @Nullable LostSubmit lost, String why) {
    if (lost == null || !videos.lostSubmits().isResolvable(lost)) {
      closeIntent(id, TrackState.ENDED, TrackOutcome.OUTCOME_UNKNOWN, why);
      return;
    }
    String json = descriptions.json(lost);
    results.write(
        "that the outcome of the submit " + id + " is unknown",
        () -> {
          rows.loseIntent(id, json, why, clock.millis());
          handOver(id);
          return id;
        });
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
