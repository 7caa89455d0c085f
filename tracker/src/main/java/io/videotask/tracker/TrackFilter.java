package io.videotask.tracker;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tracked tasks to list, the oldest first.
 *
 * @param states the states; empty for all
 * @param gateway the configured gateway's name; null for all
 * @param outcome how the task ended; null for any
 * @param text text that the attributes or the id at the gateway contain; null for any
 * @param limit the most rows, 1 to 1,000
 */
public record TrackFilter(
    Set<TrackState> states,
    @Nullable String gateway,
    @Nullable TrackOutcome outcome,
    @Nullable String text,
    int limit) {
  /** What has not been delivered yet, and is not parked. */
  public static final TrackFilter OUTSTANDING =
      new TrackFilter(
          Set.of(TrackState.INTENT, TrackState.OPEN, TrackState.ENDED), null, null, null, 100);

  /** What the handler has failed to handle too often. */
  public static final TrackFilter PARKED =
      new TrackFilter(Set.of(TrackState.PARKED), null, null, null, 100);

  /** What was given up at its deadline. */
  public static final TrackFilter TIMED_OUT =
      new TrackFilter(Set.of(), null, TrackOutcome.TIMED_OUT, null, 100);

  /**
   * @throws IllegalArgumentException when the limit is out of range
   */
  public TrackFilter {
    states = Set.copyOf(states);
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("a list has 1 to 1,000 rows");
    }
  }
}
