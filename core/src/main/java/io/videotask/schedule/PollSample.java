package io.videotask.schedule;

import java.time.Instant;

/**
 * One answer as a schedule learns from it.
 *
 * @param before what was known of the task before the answer
 * @param after what is known with it
 * @param watched whether the task was observed since {@code before}; if not, it was found in its
 *     state, and says nothing about tasks that ended before they were polled
 * @param ended whether the task has ended
 * @param hints the hints of the answer
 * @param now when the answer was read, by this client's clock
 * @param announced whether a callback announced the end just before, so that it is not older
 */
public record PollSample(
    TaskTimeline before,
    TaskTimeline after,
    boolean watched,
    boolean ended,
    TimingHints hints,
    Instant now,
    boolean announced) {

  /** Creates a sample of an answer that no callback announced. */
  public PollSample(
      TaskTimeline before,
      TaskTimeline after,
      boolean watched,
      boolean ended,
      TimingHints hints,
      Instant now) {
    this(before, after, watched, ended, hints, now, false);
  }
}
