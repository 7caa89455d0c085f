package io.videotask.internal.answer;

import io.videotask.error.AuthenticationException;
import io.videotask.error.Evidence;
import io.videotask.error.MalformedResponseException;
import io.videotask.error.PermissionException;
import io.videotask.error.RateLimitedException;
import io.videotask.error.Retry;
import io.videotask.error.TaskNotFoundException;
import io.videotask.error.UnreachableException;
import io.videotask.error.VideoTaskException;
import io.videotask.generated.gateway.CodeMeaning;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.http.Redaction;
import io.videotask.internal.text.BodyClassifier;
import java.util.function.BiFunction;
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

  /** The error of a code without a task; without a meaning it may pass. */
  FailedQuery of(@Nullable CodeMeaning meaning) {
    if (meaning == null) {
      return unreachable();
    }
    return switch (meaning) {
      case RATE_LIMIT -> rateLimited();
      case AUTHENTICATION -> authentication();
      case PERMISSION, QUOTA -> permission();
      case NOT_FOUND -> notFound();
      case INVALID -> refused("the task's id");
      case REFUSED, OUTPUT_REFUSED, CANCELLED, RUNNING, TRANSIENT -> unreachable();
    };
  }

  FailedQuery authentication() {
    return failed(
        AuthenticationException::new,
        "does not accept the key",
        "check the key, its expiry and its quota; the task itself continues",
        PollResult.RetryAdvice.CONFIRM_ONCE_ANSWERED);
  }

  FailedQuery permission() {
    return failed(
        PermissionException::new,
        "refuses this to the key",
        "check what the key may do and the account's balance; the task itself continues",
        PollResult.RetryAdvice.CONFIRM_ONCE_ANSWERED);
  }

  FailedQuery notFound() {
    return failed(
        TaskNotFoundException::new,
        "knows no such task",
        "check the id, and that the key is the one that made it",
        PollResult.RetryAdvice.CONFIRM);
  }

  FailedQuery rateLimited() {
    return failed(
        RateLimitedException::new,
        "gets too many requests",
        "query it again later, and less often",
        PollResult.RetryAdvice.RETRY_SLOWER);
  }

  FailedQuery unreachable() {
    return unreachable("can't answer at the moment", "the task is not affected");
  }

  /** The service behind the gateway fails, or refuses the gateway. */
  FailedQuery unreachable(String happened, String more) {
    return failed(
        (text, evidence) -> new UnreachableException(text, Retry.ALWAYS, evidence),
        happened,
        "query it again later; " + more,
        PollResult.RetryAdvice.RETRY);
  }

  /** The answer says that the URL or the request is wrong. */
  FailedQuery refused(String what) {
    return failed(
        (text, evidence) -> new MalformedResponseException(text, Retry.NEVER, evidence),
        "refuses the request",
        "another query won't help; check " + what,
        PollResult.RetryAdvice.CONFIRM_ONCE_ANSWERED);
  }

  /** The body can't be read as an answer. */
  public FailedQuery malformed(BodyClassifier.Unreadable body) {
    return malformed(
        "answered with something that is " + body.problem(),
        body.html() ? "check the base URL" : "check the base URL and the gateway's version");
  }

  /** The answer is about another task. */
  FailedQuery otherTask(String id) {
    return malformed("answered about another task, " + Redaction.line(id), "query it again");
  }

  private FailedQuery malformed(String happened, String advice) {
    return failed(
        (text, evidence) -> new MalformedResponseException(text, Retry.IN_A_WAIT, evidence),
        happened,
        advice,
        PollResult.RetryAdvice.RETRY_IN_WAIT);
  }

  private FailedQuery failed(
      BiFunction<String, Evidence, VideoTaskException> exception,
      String happened,
      String advice,
      PollResult.RetryAdvice retryAdvice) {
    return new FailedQuery(
        exception.apply(sentence(happened, advice), query.evidence()), retryAdvice);
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
        + (query.hasStatus() ? " (HTTP " + query.status() + ")" : "")
        + (message == null ? "" : ": " + Redaction.message(message))
        + "; "
        + advice;
  }
}
