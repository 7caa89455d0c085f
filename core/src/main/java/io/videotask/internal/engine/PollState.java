package io.videotask.internal.engine;

import io.videotask.schedule.HistoryKey;
import io.videotask.schedule.TaskTimeline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * All that decides what a wait does after its next poll: counters, failures, and the timeline of
 * the task. It holds no snapshot of the task, so it can be stored. Immutable; {@link
 * PollTransition} computes the next state.
 *
 * <p>Instants are nanoseconds of a clock of the caller's choice: {@code TimeSource.nanoTime()} for
 * a wait in memory, the time since 1970 for one that is stored. {@link #shifted} converts them.
 *
 * @param startedAt when the wait began
 * @param seenAt when the query of the last answer was sent; {@code startedAt} before the first
 * @param queries the number of queries sent
 * @param failedQueries how many of them failed
 * @param accepted whether the task was submitted just before the wait began: the answer to the
 *     submit counts as one for the wait
 * @param answered whether a query has been answered
 * @param watched whether the timeline is known without a gap since {@code seenAt}
 * @param timeline what the answers so far reported of the task
 * @param failures the failures since the last answer; null if it was the last result
 * @param unconfirmed the last end that was not confirmed at once; null if there was none
 * @param incomplete the end that lacks a part; null if there was none
 * @param callbacks the callbacks for the task; null where none is expected, and none has come
 */
public record PollState(
    long startedAt,
    long seenAt,
    int queries,
    int failedQueries,
    boolean accepted,
    boolean answered,
    boolean watched,
    TaskTimeline timeline,
    @Nullable ConsecutiveFailures failures,
    @Nullable UnconfirmedEnd unconfirmed,
    @Nullable IncompleteEnd incomplete,
    @Nullable CallbackState callbacks) {

  /**
   * Returns the state of a wait that begins now.
   *
   * @param accepted whether the task was submitted just now
   */
  public static PollState begin(HistoryKey kind, boolean accepted, long now) {
    return new PollState(
        now,
        now,
        0,
        0,
        accepted,
        false,
        accepted,
        TaskTimeline.unseen(kind),
        null,
        null,
        null,
        null);
  }

  /** Returns the state with one more query sent. */
  PollState withQuery() {
    return with(queries + 1, failedQueries, answered, failures, unconfirmed);
  }

  /** Returns the state after an answer that told nothing certain. */
  PollState withUnconfirmedEnd(UnconfirmedEnd end) {
    return with(queries, failedQueries, true, null, end);
  }

  /**
   * Returns the state after an answer.
   *
   * @param sentAt when its query was sent: the state that it reports is not older than that
   */
  PollState withAnswer(
      TaskTimeline after,
      long sentAt,
      @Nullable UnconfirmedEnd doubted,
      @Nullable IncompleteEnd lacking) {
    return new PollState(
        startedAt,
        sentAt,
        queries,
        failedQueries,
        accepted,
        true,
        true,
        after,
        null,
        doubted,
        lacking,
        callbacks);
  }

  /** Returns the state after a failed query. */
  PollState withFailure(ConsecutiveFailures including) {
    return with(queries, failedQueries + 1, answered, including, unconfirmed);
  }

  /** Returns the state with the failure budget reset: a new wait joins, or one is continued. */
  public PollState resetFailures(long now) {
    return failures == null
        ? this
        : with(queries, failedQueries, answered, failures.reset(now), unconfirmed);
  }

  PollState withFailuresLogged() {
    return failures == null
        ? this
        : with(queries, failedQueries, answered, failures.logged(), unconfirmed);
  }

  /** Returns the state with the confirming poll moved forward if the deadline requires it. */
  PollState confirmAt(long at) {
    if (unconfirmed == null || at - unconfirmed.confirmAt() >= 0) {
      return this;
    }
    UnconfirmedEnd earlier = new UnconfirmedEnd(at, unconfirmed.retracted());
    return with(queries, failedQueries, answered, failures, earlier);
  }

  /** Returns the state with another history for the task. */
  public PollState ofKind(HistoryKey kind) {
    return new PollState(
        startedAt,
        seenAt,
        queries,
        failedQueries,
        accepted,
        answered,
        watched,
        timeline.ofKind(kind),
        failures,
        unconfirmed,
        incomplete,
        callbacks);
  }

  /**
   * Returns the state with what this client says about callbacks for the task.
   *
   * @param expected whether one is expected when the task has finished
   */
  public PollState expectingCallback(boolean expected) {
    boolean known = callbacks != null && callbacks.expected();
    return known == expected ? this : with(CallbackState.orNone(callbacks).expecting(expected));
  }

  /** Returns the state after a callback that says that the task may have finished. */
  public PollState announced(long now) {
    return with(CallbackState.orNone(callbacks).announced(now));
  }

  /** Returns the state with a poll that is set for a callback. */
  PollState withCallbackPoll(long at) {
    return with(CallbackState.orNone(callbacks).polled(at));
  }

  /** Returns the state with whether the interval to the next poll relies on callbacks. */
  PollState relyingOnCallbacks(boolean relying) {
    return callbacks == null || callbacks.reliedOn() == relying
        ? this
        : with(callbacks.relying(relying));
  }

  private PollState with(CallbackState newCallbacks) {
    return new PollState(
        startedAt,
        seenAt,
        queries,
        failedQueries,
        accepted,
        answered,
        watched,
        timeline,
        failures,
        unconfirmed,
        incomplete,
        newCallbacks);
  }

  private PollState with(
      int newQueries,
      int newFailed,
      boolean newAnswered,
      @Nullable ConsecutiveFailures newFailures,
      @Nullable UnconfirmedEnd newUnconfirmed) {
    return new PollState(
        startedAt,
        seenAt,
        newQueries,
        newFailed,
        accepted,
        newAnswered,
        watched,
        timeline,
        newFailures,
        newUnconfirmed,
        incomplete,
        callbacks);
  }

  /** Returns the same state by a clock that shows that much more. */
  public PollState shifted(long nanos) {
    return new PollState(
        startedAt + nanos,
        seenAt + nanos,
        queries,
        failedQueries,
        accepted,
        answered,
        watched,
        timeline,
        failures == null ? null : failures.shifted(nanos),
        unconfirmed == null
            ? null
            : new UnconfirmedEnd(unconfirmed.confirmAt() + nanos, unconfirmed.retracted()),
        incomplete == null
            ? null
            : new IncompleteEnd(incomplete.since() + nanos, incomplete.retries()),
        callbacks == null ? null : callbacks.shifted(nanos));
  }

  /** Returns the latest instant that has certainly passed. */
  public long latest() {
    long latest = seenAt - startedAt > 0 ? seenAt : startedAt;
    return failures != null && failures.lastAt() - latest > 0 ? failures.lastAt() : latest;
  }

  /** Returns whether the last answer is at most that old. */
  boolean isFresh(long now, Duration within) {
    return timeline.answers() > 0 && now - seenAt <= within.toNanos();
  }

  /** Returns the timeline as it is known at an instant, of which there was no answer. */
  TaskTimeline timelineAt(long instant) {
    return timeline.later(Math.max(0, instant - seenAt) / 1e9);
  }

  boolean expectsCallback() {
    return callbacks != null && callbacks.expected();
  }

  /** Returns whether a callback is expected that has not come. */
  boolean awaitsCallback(long now) {
    return callbacks != null && callbacks.isAwaited(now);
  }

  /** Returns whether a callback has announced the end of the task not long ago. */
  public boolean isAnnounced(long now) {
    return callbacks != null && callbacks.isAnnounced(now);
  }

  boolean reliesOnCallbacks() {
    return callbacks != null && callbacks.reliedOn();
  }

  boolean areFailuresLogged() {
    return failures != null && failures.isLogged();
  }
}
