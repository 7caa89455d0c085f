package io.videotask.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer tells of a task, as far as it says when to ask again.
 *
 * @param kind tasks of one kind take similar times: a model, an action; null where unknown
 * @param queued whether the work on it has not begun
 * @param progress 0 to 100; null where unknown
 * @param age how long ago it was submitted, by the gateway's clock; null where unknown
 * @param runningFor how long ago its work began, by the gateway's clock; null where unknown
 * @param news when the gateway itself had news of the task, by the gateway's clock; empty where it
 *     does not say
 * @param gatewayTime what the gateway's clock showed when it answered; null where unknown
 */
public record TimingHints(
    @Nullable String kind,
    boolean queued,
    @Nullable Integer progress,
    @Nullable Duration age,
    @Nullable Duration runningFor,
    List<Instant> news,
    @Nullable Instant gatewayTime) {

  /** An answer that tells nothing but this. */
  public static TimingHints of(@Nullable Integer progress, @Nullable Duration age) {
    return new TimingHints(null, false, progress, age, null, List.of(), null);
  }
}
