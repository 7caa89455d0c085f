package io.videotask.poll;

import java.time.Duration;

/**
 * An end that a wait did not take for one yet.
 *
 * @param snapshot the doubtful end
 * @param confirmAt from when on an answer that says the same counts, as {@link Time#nanoTime()}
 * @param takenBack whether a later answer said that the task goes on
 */
record Doubt<S>(S snapshot, long confirmAt, boolean takenBack) {
  /** The pause before the second look. */
  static final Duration PAUSE = Duration.ofSeconds(5);
}
