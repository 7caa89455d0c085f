package io.videotask.internal.client;

import io.videotask.gateway.SubmitOutcome;
import java.util.concurrent.CompletableFuture;

/**
 * A submit in progress.
 *
 * @param outcome completes exceptionally with an {@code UnreachableException} or an {@code
 *     AuthenticationException} where nothing was sent
 * @param hasCallbackUrl whether the request has the URL for callbacks: not every model's vendor
 *     gets it
 * @param stop stops sending
 */
public record Submission(
    CompletableFuture<SubmitOutcome> outcome, boolean hasCallbackUrl, Runnable stop) {

  /** Returns the same submit with a future that completes after the outcome. */
  public Submission withOutcome(CompletableFuture<SubmitOutcome> later) {
    return new Submission(later, hasCallbackUrl, stop);
  }

  /**
   * Stops sending. Bytes already sent can't be taken back, so the outcome completes all the same,
   * in most cases as unknown.
   */
  public void abandon() {
    stop.run();
  }
}
