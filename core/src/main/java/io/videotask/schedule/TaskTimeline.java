package io.videotask.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the answers so far have told of one task. Ages are seconds.
 *
 * @param kind which history it belongs to
 * @param looks how many answers there were
 * @param age how old it was at the last answer; 0 before the first
 * @param queued whether it was last seen waiting for its work to begin
 * @param runningAtLeast for how long its work has surely been under way at the last answer; 0 while
 *     queued
 * @param runningAtMost for how long it can have been under way then
 * @param progress as last seen; null where unknown
 * @param progressFor for how long it can have had that progress at the last answer
 * @param progressSeenFor for how long it was seen to have it
 * @param news when the gateway last had news of it, by the gateway's clock; null where unknown
 */
public record TaskTimeline(
    HistoryKey kind,
    int looks,
    double age,
    boolean queued,
    double runningAtLeast,
    double runningAtMost,
    @Nullable Integer progress,
    double progressFor,
    double progressSeenFor,
    @Nullable Instant news) {

  public static TaskTimeline unseen(HistoryKey kind) {
    return new TaskTimeline(kind, 0, 0, false, 0, 0, null, 0, 0, null);
  }

  /** What is known once another answer has come. */
  public TaskTimeline after(TimingHints signs, double newAge) {
    double passed = Math.max(0, newAge - age);
    boolean nowQueued = signs.queued();
    double atLeast;
    double atMost;
    Duration told = signs.runningFor();
    if (nowQueued) {
      atLeast = 0;
      atMost = 0;
    } else if (told != null) {
      atLeast = Seconds.duration(told);
      atMost = atLeast;
    } else if (looks == 0 || queued) {
      atLeast = 0;
      atMost = passed;
    } else {
      atLeast = runningAtLeast + passed;
      atMost = runningAtMost + passed;
    }
    Integer newProgress = signs.progress();
    boolean stands = newProgress != null && newProgress.equals(progress);
    return new TaskTimeline(
        kind.withKind(signs.kind()),
        looks + 1,
        newAge,
        nowQueued,
        atLeast,
        atMost,
        newProgress,
        stands ? progressFor + passed : passed,
        stands ? progressSeenFor + passed : 0,
        latest(signs.news()));
  }

  private @Nullable Instant latest(List<Instant> told) {
    Instant latest = news;
    for (Instant moment : told) {
      latest = latest == null || moment.isAfter(latest) ? moment : latest;
    }
    return latest;
  }
}
