package io.videotask.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Names the property that has no usable value. */
final class InvalidPropertyFailureAnalyzer
    extends AbstractFailureAnalyzer<InvalidPropertyException> {
  @Override
  protected FailureAnalysis analyze(Throwable root, InvalidPropertyException cause) {
    return new FailureAnalysis(
        String.valueOf(cause.getMessage()), "Set or correct " + cause.property() + ".", cause);
  }
}
