package io.videotask.internal.engine;

import io.videotask.schedule.TimingHints;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one query came to.
 *
 * @param <S> what a query sees
 */
public sealed interface PollResult<S> {
  /**
   * The query was answered.
   *
   * @param snapshot what it saw
   * @param ended whether there is nothing more to wait for
   * @param toConfirm whether an end is doubtful, so that a wait looks once more before it counts
   * @param signs what it tells about when to ask again
   * @param retryAfter when the gateway would like to be asked again; null where it did not say
   */
  record Answered<S>(
      S snapshot,
      boolean ended,
      boolean toConfirm,
      TimingHints signs,
      @Nullable Duration retryAfter)
      implements PollResult<S> {
    /** An answer whose end, if it is one, is not doubtful. */
    public Answered(S snapshot, boolean ended, TimingHints signs, @Nullable Duration wish) {
      this(snapshot, ended, false, signs, wish);
    }

    /** An answer that tells little. */
    public Answered(
        S snapshot,
        boolean ended,
        @Nullable Integer progress,
        @Nullable Duration age,
        @Nullable Duration wish) {
      this(snapshot, ended, false, TimingHints.of(progress, age), wish);
    }
  }

  /**
   * The query failed.
   *
   * @param failure what is thrown if nothing helps
   * @param remedy what can help
   * @param retryAfter when the gateway would like to be asked again; null where it did not say
   */
  record Failed<S>(RuntimeException failure, RetryAdvice remedy, @Nullable Duration retryAfter)
      implements PollResult<S> {}

  /** What can be done about a query that failed. */
  enum RetryAdvice {
    /** Retry: the failure is transient. A single query retries too. */
    RETRY,
    /**
     * Retry at a lower rate: the server limits the rate of requests. A single query retries too.
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
    /** Definite: nothing that this client does can help. */
    NONE
  }
}
