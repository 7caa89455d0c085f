package io.videotask.internal.client;

import io.videotask.gateway.Resolution;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.internal.resolve.KnownSubmit;
import io.videotask.task.LostSubmit;
import io.videotask.task.TaskRef;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The recent submits to one gateway: those whose tasks are known, and those that may have created
 * one. Lists are compared with it. Thread-safe; bounded.
 */
public final class SubmitLedger {
  /** A few megabytes; a list of tasks is rarely longer. */
  private static final int MAX = 10_000;

  private static final Instant NEVER_ENDED = Instant.ofEpochMilli(Long.MAX_VALUE / 4);

  private final Map<TaskRef, KnownSubmit> known = new LinkedHashMap<>();
  private final Map<String, LostSubmit> open = new LinkedHashMap<>();
  private @Nullable Instant forgotten;

  /** Records that a request is about to be sent. */
  synchronized void began(SubmitAttempt attempt) {
    open.put(attempt.correlationId(), attempt.underWay(NEVER_ENDED));
    trim(open, LostSubmit::submittedAt);
  }

  /**
   * Records the outcome.
   *
   * @param outcome null where nothing was sent
   */
  synchronized void ended(SubmitAttempt attempt, @Nullable SubmitOutcome outcome) {
    LostSubmit began = open.remove(attempt.correlationId());
    if (outcome instanceof SubmitOutcome.Unknown unknown) {
      open.put(attempt.correlationId(), unknown.error().lostSubmit());
    } else if (outcome instanceof SubmitOutcome.Accepted accepted && began != null) {
      known.put(accepted.task(), new KnownSubmit(began, accepted.task()));
      trim(known, gone -> gone.submit().submittedAt());
    }
  }

  /** Records what became of a submit without an answer. */
  public synchronized void resolved(LostSubmit submit, Resolution resolution) {
    if (resolution instanceof Resolution.Found found) {
      open.remove(submit.correlationId());
      known.put(found.task(), new KnownSubmit(submit, found.task()));
      trim(known, gone -> gone.submit().submittedAt());
    } else if (resolution instanceof Resolution.Absent) {
      open.remove(submit.correlationId());
    }
  }

  /** Returns the submits whose tasks are known, the oldest first. */
  public synchronized List<KnownSubmit> known() {
    return List.copyOf(known.values());
  }

  /** Returns the submits that may have created a task that is not known. */
  public synchronized List<LostSubmit> open() {
    return List.copyOf(open.values());
  }

  /** Returns whether a submit at this time or later may have been forgotten for want of space. */
  public synchronized boolean mayHaveForgotten(Instant since) {
    return forgotten != null && !forgotten.isBefore(since);
  }

  private <K, V> void trim(Map<K, V> entries, Function<V, Instant> submittedAt) {
    while (entries.size() > MAX) {
      Iterator<V> values = entries.values().iterator();
      Instant at = submittedAt.apply(values.next());
      values.remove();
      if (forgotten == null || at.isAfter(forgotten)) {
        forgotten = at;
      }
    }
  }
}
