package io.videotask.internal.engine;

import io.videotask.poll.FailureBudget;
import io.videotask.poll.PollSummary;
import io.videotask.schedule.HistoryKey;
import io.videotask.schedule.PollSample;
import io.videotask.schedule.ScheduleContext;
import io.videotask.schedule.Seconds;
import io.videotask.schedule.TaskTimeline;
import io.videotask.time.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the queries for one task have come to. Guarded by whoever holds it. */
final class PollState<S> {
  private final long begun;
  private int queries;
  private int failed;
  private boolean watched;
  private long seenAt;
  private TaskTimeline course;
  private @Nullable S last;
  private @Nullable ConsecutiveFailures failures;
  private @Nullable UnconfirmedEnd<S> doubt;

  PollState(HistoryKey kind, long now) {
    this.begun = now;
    this.seenAt = now;
    this.course = TaskTimeline.unseen(kind);
  }

  /** The task has only just begun: nothing of it was missed. */
  void isNew() {
    watched = true;
  }

  void asked() {
    queries++;
  }

  /**
   * What follows from an answer.
   *
   * @param lesson what it teaches; null where it says that the task has ended, and that is doubtful
   * @param before what was seen before it
   * @param ended whether it ends the wait
   * @param delayAtMost the longest that the task can have been over before it
   * @param confirmAfter when to look again because an end is doubtful; null where none is
   * @param wasLogged whether the log says that this task's queries fail
   */
  record News<S>(
      @Nullable PollSample lesson,
      @Nullable S before,
      boolean ended,
      @Nullable Duration delayAtMost,
      @Nullable Duration confirmAfter,
      boolean wasLogged) {}

  /**
   * Takes in an answer.
   *
   * @param sentAt when its query was sent: it can't have stood otherwise before that
   */
  News<S> answered(PollResult.Answered<S> answered, long sentAt, TimeSource time) {
    long now = time.nanoTime();
    S before = last;
    last = answered.snapshot();
    boolean wasLogged = failures != null && failures.isLogged();
    failures = null;
    if (isDoubtful(answered, sentAt)) {
      // It teaches nothing, and what was known of the task's course stays as it is.
      return new News<>(null, before, false, null, doubted(answered, now), wasLogged);
    }
    if (doubt != null && !answered.ended()) {
      doubt = new UnconfirmedEnd<>(doubt.snapshot(), doubt.confirmAt(), true);
    }
    Duration delayAtMost = watched ? Duration.ofNanos(now - seenAt) : null;
    TaskTimeline after = course.after(answered.signs(), Seconds.duration(age(answered, now)));
    PollSample lesson =
        new PollSample(course, after, watched, answered.ended(), answered.signs(), time.now());
    seenAt = sentAt;
    course = after;
    watched = true;
    return new News<>(lesson, before, answered.ended(), delayAtMost, null, wasLogged);
  }

  private boolean isDoubtful(PollResult.Answered<S> answered, long sentAt) {
    boolean confirms = doubt != null && !doubt.takenBack() && sentAt - doubt.confirmAt() >= 0;
    return answered.ended() && answered.toConfirm() && !confirms;
  }

  /** A query of before the pause is over neither confirms the end nor prolongs the pause. */
  private Duration doubted(PollResult.Answered<S> answered, long now) {
    if (doubt == null || doubt.takenBack()) {
      doubt =
          new UnconfirmedEnd<>(answered.snapshot(), now + UnconfirmedEnd.PAUSE.toNanos(), false);
    }
    return Duration.ofNanos(Math.max(0, doubt.confirmAt() - now));
  }

  /** When the second look of a doubtful end comes in truth: sooner where the deadline is near. */
  void confirmAt(long at) {
    if (doubt != null && at - doubt.confirmAt() < 0) {
      doubt = new UnconfirmedEnd<>(doubt.snapshot(), at, doubt.takenBack());
    }
  }

  /** The last end that was doubtful; null where none was. */
  @Nullable S doubted() {
    return doubt == null ? null : doubt.snapshot();
  }

  /**
   * Takes in a failure; the number of those in a row, or 0 where the wait has had enough.
   *
   * @param own the budget that the caller set; null for the default
   */
  int failed(PollResult.Failed<S> failure, @Nullable FailureBudget own, long now) {
    failed++;
    if (failures == null) {
      failures = new ConsecutiveFailures(now, failure.failure());
    }
    return failures.isEnough(failure, last != null, own, now) ? 0 : failures.inARow();
  }

  /** The delay after a failure for which a wait would back off that long. */
  Duration paced(Duration backoff, PollResult.RetryAdvice remedy, long now) {
    return failures == null ? backoff : failures.paced(backoff, remedy, now);
  }

  /** The failures in a row; null where the last query was answered. */
  @Nullable ConsecutiveFailures failures() {
    return failures;
  }

  /** Somebody new begins to wait, with all of the failure budget ahead. */
  void forgive(long now) {
    if (failures != null) {
      failures = failures.forgiven(now);
    }
  }

  /** Whether an answer came so lately. */
  boolean isFresh(long now, Duration within) {
    return course.looks() > 0 && now - seenAt <= within.toNanos();
  }

  ScheduleContext situation(long now, long deadline, TimeSource time) {
    return new ScheduleContext(
        Seconds.asDuration(course.age()),
        course.progress(),
        queries,
        Duration.ofNanos(deadline - now),
        time.now(),
        course);
  }

  @Nullable S last() {
    return last;
  }

  @Nullable RuntimeException lastFailure() {
    return failures == null ? null : failures.last();
  }

  PollSummary<S> ending(Object task, boolean ended, @Nullable Duration delayAtMost) {
    return new PollSummary<>(task, last, ended, queries, failed, delayAtMost);
  }

  private Duration age(PollResult.Answered<S> answered, long now) {
    Duration waited = Duration.ofNanos(now - begun);
    Duration age = answered.signs().age();
    return age == null || age.compareTo(waited) < 0 ? waited : age;
  }
}
