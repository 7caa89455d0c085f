package io.videotask.internal.engine;

import io.videotask.schedule.TimingHints;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of one query.
 *
 * @param <S> the snapshot of a task that a query returns
 */
public sealed interface PollResult<S> {
  /**
   * The query was answered.
   *
   * @param snapshot the task as the answer describes it
   * @param ended whether the task has finished, so that polling stops
   * @param needsConfirmation whether {@code ended} is uncertain, so that a wait polls once more
   *     before it counts
   * @param incomplete whether an end lacks a part that a later answer may have, such as the URL of
   *     the video, so that a wait polls on for a while
   * @param hints what the answer says about the time that the task takes
   * @param retryAfter the Retry-After hint; null if the gateway sent none
   */
  record Answered<S>(
      S snapshot,
      boolean ended,
      boolean needsConfirmation,
      boolean incomplete,
      TimingHints hints,
      @Nullable Duration retryAfter)
      implements PollResult<S> {
    /** An answer that lacks nothing. */
    public Answered(
        S snapshot,
        boolean ended,
        boolean needsConfirmation,
        TimingHints hints,
        @Nullable Duration retryAfter) {
      this(snapshot, ended, needsConfirmation, false, hints, retryAfter);
    }

    /** An answer that needs no confirmation. */
    public Answered(S snapshot, boolean ended, TimingHints hints, @Nullable Duration retryAfter) {
      this(snapshot, ended, false, hints, retryAfter);
    }

    /** An answer with progress and age as the only hints. */
    public Answered(
        S snapshot,
        boolean ended,
        @Nullable Integer progress,
        @Nullable Duration age,
        @Nullable Duration retryAfter) {
      this(snapshot, ended, false, TimingHints.of(progress, age), retryAfter);
    }

    /** Returns a copy with another snapshot. */
    Answered<S> withSnapshot(S other) {
      return new Answered<>(other, ended, needsConfirmation, incomplete, hints, retryAfter);
    }

    /** Returns a copy that lacks a part. */
    public Answered<S> asIncomplete() {
      return new Answered<>(snapshot, ended, needsConfirmation, true, hints, retryAfter);
    }
  }

  /**
   * The query failed.
   *
   * @param failure the exception to throw unless a retry succeeds
   * @param advice whether and how to retry
   * @param retryAfter the Retry-After hint; null if the gateway sent none
   */
  record Failed<S>(RuntimeException failure, RetryAdvice advice, @Nullable Duration retryAfter)
      implements PollResult<S> {}

  /** Whether and how to retry a failed query. */
  enum RetryAdvice {
    /** Retry: the failure is transient. A single query retries too. */
    RETRY,
    /**
     * Retry at a lower rate: the server limits the rate of requests, mostly with a 429. {@link
     * ServerRequestQueue} spaces its queries out. A single query retries too.
     */
    RETRY_SLOWER,
    /** Transient for a wait, which polls on; a single query ends with it. */
    RETRY_IN_WAIT,
    /**
     * Transient for a wait that has had an answer about its task; definite for a wait that has had
     * none, and for a single query. A web page or a redirect in the place of an answer is one.
     */
    RETRY_ONCE_ANSWERED,
    /**
     * Definite once a wait has seen it several times in a row over a minimum time; definite at once
     * for a single query.
     */
    CONFIRM,
    /**
     * Like {@link #CONFIRM} for a wait that has had an answer about its task; definite at once for
     * a wait that has had none, and for a single query.
     */
    CONFIRM_ONCE_ANSWERED,
    /** Definite: no retry helps. */
    NONE
  }
}
