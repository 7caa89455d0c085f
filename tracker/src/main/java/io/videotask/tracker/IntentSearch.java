package io.videotask.tracker;

import io.videotask.VideoTasks;
import io.videotask.gateway.Resolution;
import io.videotask.gateway.ResolveOptions;
import io.videotask.task.LostSubmit;
import io.videotask.task.TaskRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the tasks of intents whose outcome is unknown, a limited number of times each, where
 * the gateway can be asked. Never submits. The intents that are due are asked for together, so that
 * a gateway's list is read once for all. Thread-safe.
 */
final class IntentSearch {
  /** After each attempt but the last. A gateway is sure of what it lacks after 5 to 10 minutes. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(4),
          Duration.ofMinutes(8));

  private static final String NODE_GONE =
      "the node that submitted it was gone before it knew the outcome";

  private final VideoTasks videos;
  private final SubmitDescriptions descriptions;
  private final DatabaseClock clock;
  private final long intentMillis;
  private final Results results;
  private final Set<OpenTask> underWay = ConcurrentHashMap.newKeySet();
  private final Set<String> askedGateways = ConcurrentHashMap.newKeySet();

  /** Receives what was found out. Each calls {@code done} once that is written, or given up. */
  interface Results {
    /** The task is proven to be the intent's. */
    void found(Shard shard, OpenTask task, TaskRef ref, Runnable done);

    /**
     * It is not known yet.
     *
     * @param attempts how often it was looked for
     * @param at when it is looked for again, by the database's clock
     */
    void again(Shard shard, OpenTask task, int attempts, long at, Runnable done);

    /** Nothing more will be found out. */
    void notFound(Shard shard, OpenTask task, TrackOutcome outcome, String why, Runnable done);

    /** Returns whether a gateway is paused. */
    boolean isPaused(String gateway);
  }

  /** An intent that is due. */
  record Due(Shard shard, OpenTask task) {}

  /**
   * @param intentMillis the age from which the outcome of an intent without an id is unknown
   */
  IntentSearch(
      VideoTasks videos,
      SubmitDescriptions descriptions,
      DatabaseClock clock,
      long intentMillis,
      Results results) {
    this.videos = videos;
    this.descriptions = descriptions;
    this.clock = clock;
    this.intentMillis = intentMillis;
    this.results = results;
  }

  /** Returns whether a row's task is to be looked for now. */
  boolean isDue(Row row) {
    long now = clock.millis();
    return row.state() == TrackState.INTENT
        && (row.nextAttempt() > 0 ? now >= row.nextAttempt() : now - row.created() > intentMillis);
  }

  /** Begins to look for the tasks of intents, and returns. */
  void search(List<Due> due) {
    Map<String, Map<Due, LostSubmit>> byGateway = new LinkedHashMap<>();
    for (Due each : due) {
      LostSubmit lost = descriptions.of(each.task().row());
      if (lost == null || !isResolvable(lost)) {
        if (underWay.add(each.task())) {
          giveUp(each, null);
        }
      } else if (!results.isPaused(lost.gateway())) {
        byGateway.computeIfAbsent(lost.gateway(), name -> new LinkedHashMap<>()).put(each, lost);
      }
    }
    byGateway.forEach(this::search);
  }

  private boolean isResolvable(LostSubmit lost) {
    try {
      return videos.lostSubmits().isResolvable(lost);
    } catch (IllegalArgumentException e) {
      // This node's client has no such gateway; that of the next owner may. It is asked for, which
      // counts as an attempt.
      return true;
    }
  }

  private void search(String gateway, Map<Due, LostSubmit> due) {
    if (!askedGateways.add(gateway)) {
      return;
    }
    List<Due> taken = new ArrayList<>();
    due.keySet().stream().filter(each -> underWay.add(each.task())).forEach(taken::add);
    Map<LostSubmit, Resolution> none = Map.of();
    if (taken.isEmpty()) {
      askedGateways.remove(gateway);
      return;
    }
    try {
      videos
          .lostSubmits()
          .resolveAllAsync(taken.stream().map(due::get).distinct().toList(), ResolveOptions.STRICT)
          .whenComplete(
              (resolved, thrown) -> {
                askedGateways.remove(gateway);
                decide(taken, due, resolved == null ? none : resolved, thrown);
              });
    } catch (RuntimeException e) {
      askedGateways.remove(gateway);
      decide(taken, due, none, e);
    }
  }

  private void decide(
      List<Due> taken,
      Map<Due, LostSubmit> due,
      Map<LostSubmit, Resolution> resolved,
      @Nullable Throwable thrown) {
    for (Due each : taken) {
      boolean decided = false;
      try {
        LostSubmit lost = due.get(each);
        decide(each, lost == null ? null : resolved.get(lost), thrown);
        decided = true;
      } finally {
        if (!decided) {
          underWay.remove(each.task());
        }
      }
    }
  }

  private void decide(Due due, @Nullable Resolution resolution, @Nullable Throwable thrown) {
    Shard shard = due.shard();
    OpenTask task = due.task();
    Runnable done = () -> underWay.remove(task);
    if (shard.isLost() || task.isStopped() || isClosed(thrown)) {
      done.run();
    } else if (resolution instanceof Resolution.Found found) {
      results.found(shard, task, found.task(), done);
    } else if (resolution instanceof Resolution.Absent) {
      results.notFound(
          shard,
          task,
          TrackOutcome.NOT_CREATED,
          "the gateway was asked and has no task of it",
          done);
    } else {
      String reason =
          resolution instanceof Resolution.Undecided undecided
              ? undecided.reason()
              : "its task could not be looked for: " + (thrown == null ? "" : thrown.getMessage());
      int attempts = task.row().attempts() + 1;
      if (attempts > PAUSES.size()) {
        giveUp(due, reason);
      } else {
        long again = clock.millis() + PAUSES.get(attempts - 1).toMillis();
        results.again(shard, task, attempts, again, done);
      }
    }
  }

  /** The client is closed, and this node with it: another one goes on. */
  private static boolean isClosed(@Nullable Throwable thrown) {
    return thrown instanceof IllegalStateException
        || (thrown != null && thrown.getCause() instanceof IllegalStateException);
  }

  private void giveUp(Due due, @Nullable String reason) {
    Row row = due.task().row();
    String why = why(row) + (reason == null ? "" : "; its task was looked for in vain: " + reason);
    results.notFound(
        due.shard(),
        due.task(),
        TrackOutcome.OUTCOME_UNKNOWN,
        why,
        () -> underWay.remove(due.task()));
  }

  private static String why(Row row) {
    String error = row.error();
    return error == null ? NODE_GONE : error;
  }
}
