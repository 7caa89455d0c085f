package io.videotask.poll;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the queries for one task have come to. Guarded by whoever holds it. */
final class Findings<S> {
  private final long begun;
  private int queries;
  private int failed;
  private boolean watched;
  private long seenAt;
  private TaskCourse course;
  private @Nullable S last;
  private @Nullable FailureRun failures;

  Findings(TaskKind kind, long now) {
    this.begun = now;
    this.seenAt = now;
    this.course = TaskCourse.unseen(kind);
  }

  /** The task has only just begun: nothing of it was missed. */
  void isNew() {
    watched = true;
  }

  void asked() {
    queries++;
  }

  /** What an answer teaches, and what was known before it. */
  record News<S>(Lesson lesson, @Nullable S before, @Nullable Duration delayAtMost) {}

  /**
   * Takes in an answer.
   *
   * @param sentAt when its query was sent: it can't have stood otherwise before that
   */
  News<S> answered(Look.Answered<S> answered, long sentAt, Time time) {
    long now = time.nanoTime();
    S before = last;
    Duration delayAtMost = watched ? Duration.ofNanos(now - seenAt) : null;
    TaskCourse after = course.after(answered.signs(), SecondsOf.duration(age(answered, now)));
    Lesson lesson =
        new Lesson(course, after, watched, answered.ended(), answered.signs(), time.now());
    last = answered.snapshot();
    failures = null;
    seenAt = sentAt;
    course = after;
    watched = true;
    return new News<>(lesson, before, delayAtMost);
  }

  /** Takes in a failure; the number of those in a row, or 0 where the wait has had enough. */
  int failed(Look.Failed<S> failure, FailureBudget budget, long now) {
    failed++;
    if (failures == null) {
      failures = new FailureRun(now, failure.failure());
    }
    return failures.isEnough(failure, budget, now) ? 0 : failures.inARow();
  }

  /** Somebody new begins to wait, with all of the failure budget ahead. */
  void forgive(long now) {
    if (failures != null) {
      failures = new FailureRun(now, failures.last());
    }
  }

  /** Whether an answer came so lately. */
  boolean isFresh(long now, Duration within) {
    return course.looks() > 0 && now - seenAt <= within.toNanos();
  }

  Situation situation(long now, long deadline, Time time) {
    return new Situation(
        SecondsOf.asDuration(course.age()),
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

  Ending<S> ending(Object task, boolean ended, @Nullable Duration delayAtMost) {
    return new Ending<>(task, last, ended, queries, failed, delayAtMost);
  }

  private Duration age(Look.Answered<S> answered, long now) {
    Duration waited = Duration.ofNanos(now - begun);
    Duration age = answered.signs().age();
    return age == null || age.compareTo(waited) < 0 ? waited : age;
  }
}
