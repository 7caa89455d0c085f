package io.videotask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.error.ClientClosedException;
import io.videotask.error.WaitTimedOutException;
import io.videotask.internal.answer.Answers;
import io.videotask.task.VideoTask;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The ends of waits without a finished task. */
class TaskWaitFailuresTest {
  private static final VideoTask RUNNING = Answers.task(Answers.row("\"status\":\"IN_PROGRESS\""));
  private static final VideoTask FAILED = Answers.task(Answers.row("\"status\":\"FAILURE\""));
  private static final VideoTask WITHOUT_URL = Answers.task(Answers.row("\"status\":\"SUCCESS\""));

  private final TaskWaitFailures failures = failures(null);

  private static TaskWaitFailures failures(@Nullable String advice) {
    return new TaskWaitFailures(Answers.QUERIED, Duration.ofMinutes(90), seen -> advice);
  }

  private static WaitTimedOutException timedOut(
      TaskWaitFailures failures, @Nullable VideoTask seen, @Nullable RuntimeException failure) {
    return assertInstanceOf(WaitTimedOutException.class, failures.timedOut(seen, failure));
  }

  @Test
  void finishedTaskWithoutUrlIsResultAtDeadline() {
    assertSame(WITHOUT_URL, failures.atDeadline(WITHOUT_URL));
  }

  @Test
  void otherTasksAreNoResultAtDeadline() {
    assertNull(failures.atDeadline(null));
    assertNull(failures.atDeadline(RUNNING));
    assertNull(failures.atDeadline(FAILED));
  }

  @Test
  void timeoutNamesOtherDialectAsFurtherAdvice() {
    WaitTimedOutException timedOut =
        timedOut(failures("or with the dialect new-api: its path is another"), RUNNING, null);

    assertEquals(
        "new-api:task_1 had not ended after 1h30m: it was IN_PROGRESS; the task goes on, wait for it"
            + " again, or with the dialect new-api: its path is another",
        timedOut.getMessage());
    assertSame(RUNNING, timedOut.lastSeen());
  }

  @Test
  void timeoutWithoutAnswerHasNoAdviceAndItsCause() {
    RuntimeException refused = new IllegalStateException("refused");

    WaitTimedOutException timedOut = timedOut(failures("unused"), null, refused);

    assertEquals(
        "new-api:task_1 had not ended after 1h30m, and no query was answered; the last query failed:"
            + " refused; the task goes on, wait for it again",
        timedOut.getMessage());
    assertSame(refused, timedOut.getCause());
  }

  @Test
  void timeoutSaysThatEndWasNotConfirmed() {
    String message = String.valueOf(timedOut(failures, FAILED, null).getMessage());

    assertTrue(
        message.contains("it was FAILED, which no second query had confirmed (the failure came"),
        message);
  }

  @Test
  void closedClientSaysThatTaskGoesOn() {
    RuntimeException closed = failures.closed();

    assertInstanceOf(ClientClosedException.class, closed);
    assertTrue(String.valueOf(closed.getMessage()).contains("the task goes on"), closed::toString);
  }

  @Test
  void unexpectedFailureIsNamedByItsClassOnly() {
    RuntimeException failed = failures.unexpected(new IllegalStateException("secret"));

    assertEquals(
        "a query for new-api:task_1 failed unexpectedly: IllegalStateException",
        failed.getMessage());
    assertSame(failed, failures.unexpected(failed));
  }
}
