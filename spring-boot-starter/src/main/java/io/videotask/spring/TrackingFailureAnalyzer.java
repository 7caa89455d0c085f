package io.videotask.spring;

import io.videotask.tracker.TrackingException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says where the tracker's tables come from. */
final class TrackingFailureAnalyzer extends AbstractFailureAnalyzer<TrackingException> {
  @Override
  protected FailureAnalysis analyze(Throwable root, TrackingException cause) {
    return new FailureAnalysis(
        "The tracker could not be started: " + cause.getMessage(),
        "The tracker needs PostgreSQL or H2. Set videotask.tracker.create-tables=true, or run its"
            + " script with Flyway or Liquibase. videotask.tracker.enabled=false does without it.",
        cause);
  }
}
