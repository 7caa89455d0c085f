package io.videotask.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer reports that helps to choose the next poll. Immutable.
 *
 * @param kind what tasks of similar duration have in common, such as a model or an action; null
 *     where unknown
 * @param queued whether the work has not begun
 * @param progress 0 to 100; null where unknown
 * @param age the time since the submit, by the gateway's clock; null where unknown
 * @param runningFor the time since the work began, by the gateway's clock; null where unknown
 * @param updates when the gateway itself had updates of the task, by its clock; empty where unknown
 * @param gatewayTime the time of the answer, by the gateway's clock; null where unknown
 */
public record TimingHints(
    @Nullable String kind,
    boolean queued,
    @Nullable Integer progress,
    @Nullable Duration age,
    @Nullable Duration runningFor,
    List<Instant> updates,
    @Nullable Instant gatewayTime) {

  /** Returns hints with nothing but a progress and an age. */
  public static TimingHints of(@Nullable Integer progress, @Nullable Duration age) {
    return new TimingHints(null, false, progress, age, null, List.of(), null);
  }
}
