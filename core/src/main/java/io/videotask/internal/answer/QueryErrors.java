package io.videotask.internal.answer;

import io.videotask.error.AuthenticationException;
import io.videotask.error.MalformedResponseException;
import io.videotask.error.PermissionException;
import io.videotask.error.RateLimitedException;
import io.videotask.error.Retry;
import io.videotask.error.TaskNotFoundException;
import io.videotask.error.UnreachableException;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.http.Redaction;
import io.videotask.internal.text.BodyClassifier;
import org.jspecify.annotations.Nullable;

/**
 * Builds the exceptions for answers: each says what happened, to which task, and what to do next.
 */
public final class QueryErrors {
  private final QueryContext query;
  private final @Nullable String message;

  /**
   * @param message the gateway's own message; null for none
   */
  public QueryErrors(QueryContext query, @Nullable String message) {
    this.query = query;
    this.message = message;
  }

  FailedQuery authentication() {
    String advice = "check the key, its expiry and its quota; the task itself continues";
    return new FailedQuery(
        new AuthenticationException(sentence("does not accept the key", advice), query.evidence()),
        PollResult.RetryAdvice.CONFIRM_ONCE_ANSWERED);
  }

  FailedQuery permission() {
    String advice =
        "check what the key may do and the account's balance; the task itself continues";
    return new FailedQuery(
        new PermissionException(sentence("refuses this to the key", advice), query.evidence()),
        PollResult.RetryAdvice.CONFIRM_ONCE_ANSWERED);
  }

  FailedQuery notFound() {
    String advice = "check the id, and that the key is the one that made it";
    return new FailedQuery(
        new TaskNotFoundException(sentence("knows no such task", advice), query.evidence()),
        PollResult.RetryAdvice.CONFIRM);
  }

  FailedQuery rateLimited() {
    String advice = "ask again later, and more seldom";
    return new FailedQuery(
        new RateLimitedException(sentence("gets too many requests", advice), query.evidence()),
        PollResult.RetryAdvice.RETRY_SLOWER);
  }

  FailedQuery unreachable() {
    return unreachable("can't answer at the moment", "the task is not affected");
  }

  /** The service behind the gateway fails, or refuses the gateway. */
  FailedQuery unreachable(String happened, String more) {
    return new FailedQuery(
        new UnreachableException(
            sentence(happened, "ask again later; " + more), Retry.ALWAYS, query.evidence()),
        PollResult.RetryAdvice.RETRY);
  }

  /** The answer says that the URL or the request is wrong. */
  FailedQuery refused(String what) {
    return new FailedQuery(
        new MalformedResponseException(
            sentence("refuses the request", "asking again won't help; check " + what),
            Retry.NEVER,
            query.evidence()),
        PollResult.RetryAdvice.CONFIRM_ONCE_ANSWERED);
  }

  /** The body can't be read as an answer. */
  public FailedQuery malformed(BodyClassifier.Unreadable body) {
    String advice =
        body.html() ? "check the base address" : "check the base address and the gateway's version";
    return new FailedQuery(
        new MalformedResponseException(
            sentence("answered with something that is " + body.problem(), advice),
            Retry.IN_A_WAIT,
            query.evidence()),
        PollResult.RetryAdvice.RETRY_IN_WAIT);
  }

  /** The answer is about another task. */
  FailedQuery otherTask(String id) {
    return new FailedQuery(
        new MalformedResponseException(
            sentence("answered about another task, " + Redaction.line(id), "ask again"),
            Retry.IN_A_WAIT,
            query.evidence()),
        PollResult.RetryAdvice.RETRY_IN_WAIT);
  }

  private String sentence(String happened, String advice) {
    String beginning =
        query.isExplained()
            ? "a gateway that answers this "
            : "asked for "
                + (query.task() == null ? "its tasks" : query.task())
                + ", the gateway "
                + query.gateway()
                + " ";
    return beginning
        + happened
        + (query.isExplained() ? "" : " (HTTP " + query.status() + ")")
        + (message == null ? "" : ": " + Redaction.message(message))
        + "; "
        + advice;
  }
}
