package io.videotask.internal.engine;

import io.videotask.poll.FailureBudget;
import io.videotask.poll.PollSummary;
import io.videotask.schedule.HistoryKey;
import io.videotask.schedule.PollSample;
import io.videotask.schedule.ScheduleContext;
import io.videotask.schedule.TaskTimeline;
import io.videotask.time.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The state of polling one task: counters, the last answer, failures, the timeline. Guarded by the
 * lock of its poller.
 */
final class PollState<S> {
  private final long startedAt;
  private int queries;
  private int failed;
  private boolean isNew;
  private boolean previousKnown;
  private long seenAt;
  private TaskTimeline timeline;
  private @Nullable S last;
  private @Nullable ConsecutiveFailures failures;
  private @Nullable UnconfirmedEnd<S> unconfirmed;
  private @Nullable CallbackState callbacks;

  PollState(HistoryKey kind, long now) {
    this.startedAt = now;
    this.seenAt = now;
    this.timeline = TaskTimeline.unseen(kind);
  }

  /**
   * Marks the task as submitted just now: its whole timeline is known, and the answer to the submit
   * counts as one for the wait.
   */
  void markNew() {
    isNew = true;
    previousKnown = true;
  }

  /** Expects a callback when the task has finished. */
  CallbackState expectCallback() {
    CallbackState known = callbacks;
    if (known == null) {
      known = new CallbackState();
      callbacks = known;
    }
    return known;
  }

  /** Returns the task's callbacks; null where none is expected. */
  @Nullable CallbackState callbacks() {
    return callbacks;
  }

  private boolean isAnnounced(long now) {
    return callbacks != null && callbacks.isAnnounced(now);
  }

  void countQuery() {
    queries++;
  }

  /**
   * What an answer changes.
   *
   * @param sample the sample for the schedule to learn from; null if the answer is an end that
   *     needs confirmation
   * @param previous the snapshot of the answer before; null if there was none
   * @param ended whether the answer ends the wait
   * @param delayAtMost the longest that the task can have been finished before this answer; null if
   *     unknown
   * @param confirmAfter the delay before the poll that confirms an end; null if none is needed
   * @param wasLogged whether this task's failures have been logged
   */
  record Update<S>(
      @Nullable PollSample sample,
      @Nullable S previous,
      boolean ended,
      @Nullable Duration delayAtMost,
      @Nullable Duration confirmAfter,
      boolean wasLogged) {}

  /**
   * Records an answer.
   *
   * @param sentAt when its query was sent, as {@link TimeSource#nanoTime()}: the state that it
   *     reports is not older than that
   */
  Update<S> answered(PollResult.Answered<S> answered, long sentAt, TimeSource time) {
    long now = time.nanoTime();
    S previous = last;
    last = answered.snapshot();
    boolean wasLogged = failures != null && failures.isLogged();
    failures = null;
    if (needsConfirmation(answered, sentAt)) {
      // An unconfirmed end yields no sample and leaves the timeline as it is.
      return new Update<>(null, previous, false, null, confirmationDelay(answered, now), wasLogged);
    }
    if (unconfirmed != null && !answered.ended()) {
      unconfirmed = new UnconfirmedEnd<>(unconfirmed.snapshot(), unconfirmed.confirmAt(), true);
    }
    Duration delayAtMost = previousKnown ? Duration.ofNanos(now - seenAt) : null;
    TaskTimeline after = timeline.after(answered.hints(), age(answered, now).toNanos() / 1e9);
    PollSample sample =
        new PollSample(
            timeline,
            after,
            previousKnown,
            answered.ended(),
            answered.hints(),
            time.now(),
            answered.ended() && isAnnounced(now));
    seenAt = sentAt;
    timeline = after;
    previousKnown = true;
    return new Update<>(sample, previous, answered.ended(), delayAtMost, null, wasLogged);
  }

  private boolean needsConfirmation(PollResult.Answered<S> answered, long sentAt) {
    boolean confirms =
        unconfirmed != null && !unconfirmed.retracted() && sentAt - unconfirmed.confirmAt() >= 0;
    return answered.ended() && answered.needsConfirmation() && !confirms;
  }

  /**
   * Returns the delay before the confirming poll. A query that was sent before the pause was over
   * neither confirms the end nor extends the pause.
   */
  private Duration confirmationDelay(PollResult.Answered<S> answered, long now) {
    if (unconfirmed == null || unconfirmed.retracted()) {
      unconfirmed =
          new UnconfirmedEnd<>(answered.snapshot(), now + UnconfirmedEnd.PAUSE.toNanos(), false);
    }
    return Duration.ofNanos(Math.max(0, unconfirmed.confirmAt() - now));
  }

  /** Moves the confirming poll forward if the deadline requires it. */
  void confirmAt(long at) {
    if (unconfirmed != null && at - unconfirmed.confirmAt() < 0) {
      unconfirmed = new UnconfirmedEnd<>(unconfirmed.snapshot(), at, unconfirmed.retracted());
    }
  }

  /** Returns the snapshot of the last unconfirmed end; null if there was none. */
  @Nullable S unconfirmedEnd() {
    return unconfirmed == null ? null : unconfirmed.snapshot();
  }

  /**
   * Records a failure. Returns the number of consecutive failures, or 0 if this one ends the wait.
   *
   * @param budget the caller's failure budget; null for the default
   * @param serverAnsweredAt see {@link ServerHealth#lastAnswerBeforeFailures}
   */
  int failed(
      PollResult.Failed<S> failure,
      @Nullable FailureBudget budget,
      @Nullable Long serverAnsweredAt,
      long now) {
    failed++;
    if (failures == null) {
      failures = new ConsecutiveFailures(now, failure.failure());
    }
    boolean answered = last != null || isNew;
    return failures.endsWait(failure, answered, budget, serverAnsweredAt, now)
        ? 0
        : failures.inARow();
  }

  /** Returns the delay after a failure, given the backoff of a wait. */
  Duration delayAfterFailure(Duration backoff, PollResult.RetryAdvice advice, long now) {
    return failures == null ? backoff : failures.delay(backoff, advice, now);
  }

  /** Returns the consecutive failures; null if the last query was answered. */
  @Nullable ConsecutiveFailures failures() {
    return failures;
  }

  /** Resets the failure budget: a new wait joins. */
  void resetFailures(long now) {
    if (failures != null) {
      failures = failures.reset(now);
    }
  }

  /** Returns whether the last answer is at most that old. */
  boolean isFresh(long now, Duration within) {
    return timeline.answers() > 0 && now - seenAt <= within.toNanos();
  }

  /**
   * Returns what the schedule needs to know.
   *
   * @param missRate the share of ends that no callback announces
   * @param known the timeline, as of the last answer or later
   */
  ScheduleContext scheduleContext(
      long now, long deadline, TimeSource time, double missRate, TaskTimeline known) {
    return new ScheduleContext(
        queries, Duration.ofNanos(deadline - now), time.now(), known, missRate);
  }

  /** Returns the timeline as of the last answer. */
  TaskTimeline timeline() {
    return timeline;
  }

  /** Returns the timeline as it is known at an instant, of which there was no answer. */
  TaskTimeline timelineAt(long instant) {
    return timeline.later(Math.max(0, instant - seenAt) / 1e9);
  }

  /** Returns whether a callback is expected that has not come. */
  boolean awaitsCallback(long now) {
    return callbacks != null && !isAnnounced(now);
  }

  /** Returns whether the last interval was chosen relying on callbacks. */
  boolean reliesOnCallbacks() {
    return callbacks != null && callbacks.isReliedOn();
  }

  @Nullable S last() {
    return last;
  }

  @Nullable RuntimeException lastFailure() {
    return failures == null ? null : failures.last();
  }

  PollSummary<S> summary(Object task, boolean ended, @Nullable Duration delayAtMost) {
    return new PollSummary<>(task, last, ended, queries, failed, delayAtMost);
  }

  private Duration age(PollResult.Answered<S> answered, long now) {
    Duration waited = Duration.ofNanos(now - startedAt);
    Duration age = answered.hints().age();
    return age == null || age.compareTo(waited) < 0 ? waited : age;
  }
}
