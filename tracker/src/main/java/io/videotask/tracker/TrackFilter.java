package io.videotask.tracker;

import java.time.Instant;
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
 * @param after only what comes after this place in the list; null for the first rows
 */
public record TrackFilter(
    Set<TrackState> states,
    @Nullable String gateway,
    @Nullable TrackOutcome outcome,
    @Nullable String text,
    int limit,
    @Nullable Cursor after) {
  /**
   * A place in a list, which goes on after it.
   *
   * @param created when the tracking of the last row began
   * @param id its id
   */
  public record Cursor(Instant created, String id) {
    /** Returns the place of a task. */
    public static Cursor of(TrackedTask task) {
      return new Cursor(task.created(), task.id());
    }
  }

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
   * A filter for the first rows.
   *
   * @throws IllegalArgumentException when the limit is out of range
   */
  public TrackFilter(
      Set<TrackState> states,
      @Nullable String gateway,
      @Nullable TrackOutcome outcome,
      @Nullable String text,
      int limit) {
    this(states, gateway, outcome, text, limit, null);
  }

  /**
   * @throws IllegalArgumentException when the limit is out of range
   */
  public TrackFilter {
    states = Set.copyOf(states);
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("a list has 1 to 1,000 rows");
    }
  }

  /** Returns this filter for what comes after a task of its list. */
  public TrackFilter after(TrackedTask last) {
    return after(Cursor.of(last));
  }

  /** Returns this filter for what comes after a place of its list. */
  TrackFilter after(Cursor last) {
    return new TrackFilter(states, gateway, outcome, text, limit, last);
  }

  /** Returns this filter with another limit. */
  public TrackFilter withLimit(int rows) {
    return new TrackFilter(states, gateway, outcome, text, rows, after);
  }
}
