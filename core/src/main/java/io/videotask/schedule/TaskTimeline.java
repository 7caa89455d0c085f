package io.videotask.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the answers so far reported of one task. Ages are seconds. Immutable.
 *
 * @param kind the history that the task belongs to
 * @param answers the number of answers
 * @param age the age at the last answer; 0 before the first
 * @param queued whether the last answer said that the work had not begun
 * @param runningAtLeast the least time since the work began, at the last answer; 0 while queued
 * @param runningAtMost the most time since the work began, at the last answer
 * @param progress as last reported; null where unknown
 * @param progressFor the most time since that progress was reached, at the last answer
 * @param progressSeenFor the time over which answers reported that progress
 * @param lastUpdate when the gateway last had an update of the task, by its clock; null where
 *     unknown
 */
public record TaskTimeline(
    HistoryKey kind,
    int answers,
    double age,
    boolean queued,
    double runningAtLeast,
    double runningAtMost,
    @Nullable Integer progress,
    double progressFor,
    double progressSeenFor,
    @Nullable Instant lastUpdate) {

  /** Returns the timeline of a task before its first answer. */
  public static TaskTimeline unseen(HistoryKey kind) {
    return new TaskTimeline(kind, 0, 0, false, 0, 0, null, 0, 0, null);
  }

  /** Returns the timeline after another answer. */
  public TaskTimeline after(TimingHints hints, double newAge) {
    double elapsed = Math.max(0, newAge - age);
    boolean nowQueued = hints.queued();
    double atLeast;
    double atMost;
    Duration reported = hints.runningFor();
    if (nowQueued) {
      atLeast = 0;
      atMost = 0;
    } else if (reported != null) {
      atLeast = Seconds.duration(reported);
      atMost = atLeast;
    } else if (answers == 0 || queued) {
      atLeast = 0;
      atMost = elapsed;
    } else {
      atLeast = runningAtLeast + elapsed;
      atMost = runningAtMost + elapsed;
    }
    Integer newProgress = hints.progress();
    boolean unchanged = newProgress != null && newProgress.equals(progress);
    return new TaskTimeline(
        kind.withKind(hints.kind()),
        answers + 1,
        newAge,
        nowQueued,
        atLeast,
        atMost,
        newProgress,
        unchanged ? progressFor + elapsed : elapsed,
        unchanged ? progressSeenFor + elapsed : 0,
        latest(hints.updates()));
  }

  /**
   * Returns the timeline as it is known some time after the last answer: the task goes on, as far
   * as is known.
   *
   * @param seconds since the last answer
   */
  public TaskTimeline later(double seconds) {
    return new TaskTimeline(
        kind,
        answers,
        age + seconds,
        queued,
        queued ? 0 : runningAtLeast + seconds,
        queued ? 0 : runningAtMost + seconds,
        progress,
        progressFor + seconds,
        progressSeenFor,
        lastUpdate);
  }

  private @Nullable Instant latest(List<Instant> updates) {
    Instant latest = lastUpdate;
    for (Instant time : updates) {
      latest = latest == null || time.isAfter(latest) ? time : latest;
    }
    return latest;
  }
}
