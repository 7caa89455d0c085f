package io.videotask.internal.engine;

import io.videotask.time.TimeSource;
import java.time.Duration;

/**
 * An end that a wait did not take for one yet.
 *
 * @param snapshot the doubtful end
 * @param confirmAt from when on an answer that says the same counts, as {@link
 *     TimeSource#nanoTime()}
 * @param takenBack whether a later answer said that the task goes on
 */
record UnconfirmedEnd<S>(S snapshot, long confirmAt, boolean takenBack) {
  /** The pause before the second look. */
  static final Duration PAUSE = Duration.ofSeconds(5);
}
