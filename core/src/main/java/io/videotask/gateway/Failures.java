package io.videotask.gateway;

import io.videotask.error.AuthenticationException;
import io.videotask.error.MalformedResponseException;
import io.videotask.error.PermissionException;
import io.videotask.error.RateLimitedException;
import io.videotask.error.Retry;
import io.videotask.error.TaskNotFoundException;
import io.videotask.error.UnreachableException;
import io.videotask.error.VideoTaskException;
import io.videotask.http.Redaction;
import org.jspecify.annotations.Nullable;

/**
 * The exceptions that answers come to: each says what happened, to which task, and what to do next.
 */
final class Failures {
  private final Asked asked;
  private final @Nullable String said;

  /**
   * @param said what the gateway said itself; null where it said nothing
   */
  Failures(Asked asked, @Nullable String said) {
    this.asked = asked;
    this.said = said;
  }

  VideoTaskException authentication() {
    return new AuthenticationException(
        sentence(
            "does not accept the key",
            "check the key, its expiry and its quota; the task itself goes on"),
        asked.evidence());
  }

  VideoTaskException permission() {
    return new PermissionException(
        sentence(
            "refuses this to the key",
            "check what the key may do and the account's balance; the task itself goes on"),
        asked.evidence());
  }

  VideoTaskException notFound() {
    return new TaskNotFoundException(
        sentence("knows no such task", "check the id, and that the key is the one that made it"),
        asked.evidence());
  }

  VideoTaskException rateLimited() {
    return new RateLimitedException(
        sentence("gets too many requests", "ask again later, and more seldom"), asked.evidence());
  }

  VideoTaskException unreachable() {
    return new UnreachableException(
        sentence("can't answer at the moment", "ask again later; the task is not affected"),
        Retry.ALWAYS,
        asked.evidence());
  }

  /** The answer says that the address or the request is wrong. */
  VideoTaskException refused(String what) {
    return new MalformedResponseException(
        sentence("refuses the request", "asking again won't help; check " + what),
        Retry.NEVER,
        asked.evidence());
  }

  /** The answer is none. */
  VideoTaskException malformed(Body.Unreadable body) {
    return new MalformedResponseException(
        sentence(
            "answered with something that is " + body.problem(),
            body.html()
                ? "check the base address"
                : "check the base address and the gateway's version"),
        Retry.IN_A_WAIT,
        asked.evidence());
  }

  /** The answer is about something else. */
  VideoTaskException another(String id) {
    return new MalformedResponseException(
        sentence("answered about another task, " + Redaction.line(id), "ask again"),
        Retry.IN_A_WAIT,
        asked.evidence());
  }

  private String sentence(String happened, String advice) {
    String beginning =
        asked.isExplained()
            ? "a gateway that answers this "
            : "asked for "
                + (asked.task() == null ? "its tasks" : asked.task())
                + ", the gateway "
                + asked.gateway()
                + " ";
    return beginning
        + happened
        + (asked.isExplained() ? "" : " (HTTP " + asked.status() + ")")
        + (said == null ? "" : ": " + Redaction.message(said))
        + "; "
        + advice;
  }
}
