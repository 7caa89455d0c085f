package io.videotask.internal.client;

import io.videotask.gateway.SubmitOutcome;
import java.util.concurrent.CompletableFuture;

/** One submit under way. */
public interface Submission {
  /**
   * What becomes of it. Ends exceptionally with an {@code UnreachableException} or an {@code
   * AuthenticationException} where nothing was sent.
   */
  CompletableFuture<SubmitOutcome> outcome();

  /**
   * Stops the sending. What has left can't be taken back, so the outcome comes all the same, and
   * mostly it is unknown.
   */
  void abandon();
}
