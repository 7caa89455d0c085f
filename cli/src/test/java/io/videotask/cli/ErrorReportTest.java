package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ErrorReportTest {
  private final RuntimeException fault = new IllegalStateException("sk-canary in a message");

  @Test
  void internalErrorHasADocumentedKindAndNoMessageOfTheException() {
    ErrorReport problem = ErrorReport.of(fault);
    assertEquals("MALFORMED_RESPONSE", problem.kind());
    assertEquals(6, problem.exit().number());
    assertTrue(problem.message().contains("IllegalStateException"), problem.message());
    assertFalse(problem.message().contains("sk-canary"), problem.message());
  }

  @Test
  void internalErrorDuringASubmitIsAnUnknownOutcome() {
    ErrorReport problem = ErrorReport.ofSubmit(fault);
    assertEquals("OUTCOME_UNKNOWN", problem.kind());
    assertEquals(7, problem.exit().number());
    assertFalse(problem.message().contains("sk-canary"), problem.message());
    assertEquals(2, ErrorReport.ofSubmit(new IllegalArgumentException("no")).exit().number());
  }
}
