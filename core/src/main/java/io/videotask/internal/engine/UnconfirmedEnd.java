package io.videotask.internal.engine;

import java.time.Duration;

/**
 * An end that a wait has not accepted yet, because the answer needs confirmation.
 *
 * @param confirmAt an answer that says the same confirms the end if its query was sent at or after
 *     this instant, which is one of {@link PollState}
 * @param retracted whether a later answer said that the task is not finished
 */
public record UnconfirmedEnd(long confirmAt, boolean retracted) {
  /** The delay before the confirming poll. */
  static final Duration PAUSE = Duration.ofSeconds(5);
}
