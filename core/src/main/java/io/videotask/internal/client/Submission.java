package io.videotask.internal.client;

import io.videotask.gateway.SubmitOutcome;
import java.util.concurrent.CompletableFuture;

/** A submit in progress. */
public interface Submission {
  /**
   * Returns the outcome. Completes exceptionally with an {@code UnreachableException} or an {@code
   * AuthenticationException} where nothing was sent.
   */
  CompletableFuture<SubmitOutcome> outcome();

  /** Returns whether the request has the URL for callbacks: not every model's vendor gets it. */
  boolean hasCallbackUrl();

  /**
   * Stops sending. Bytes already sent can't be taken back, so the outcome completes all the same,
   * in most cases as unknown.
   */
  void abandon();
}
