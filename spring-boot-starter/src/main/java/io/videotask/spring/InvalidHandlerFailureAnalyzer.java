package io.videotask.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what a handler looks like. */
final class InvalidHandlerFailureAnalyzer extends AbstractFailureAnalyzer<InvalidHandlerException> {
  @Override
  protected FailureAnalysis analyze(Throwable root, InvalidHandlerException cause) {
    return new FailureAnalysis(
        String.valueOf(cause.getMessage()),
        "Annotate a method of a bean: @OnVideoTaskEnd void ended(TrackedEnd end). A node that only"
            + " submits needs none with videotask.tracker.start=false.",
        cause);
  }
}
