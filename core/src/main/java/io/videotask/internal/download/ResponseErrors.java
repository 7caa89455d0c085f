package io.videotask.internal.download;

import io.videotask.auth.KeyUnavailableException;
import io.videotask.error.AuthenticationException;
import io.videotask.error.Evidence;
import io.videotask.error.LinkExpiredException;
import io.videotask.error.MalformedResponseException;
import io.videotask.error.PermissionException;
import io.videotask.error.RateLimitedException;
import io.videotask.error.Retry;
import io.videotask.error.UnreachableException;
import io.videotask.error.VideoTaskException;
import io.videotask.internal.http.ConnectionFailure;
import io.videotask.internal.http.DownloadHttpClient;
import io.videotask.internal.http.Redaction;
import io.videotask.internal.http.RetryAfterParser;
import io.videotask.task.TaskRef;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Maps failed download responses to exceptions. */
record ResponseErrors(TaskRef task) {
  /** Matches how a gateway that proxies the file reports that its own link has expired. */
  private static final Pattern UPSTREAM_GONE =
      Pattern.compile("status(?: code)?:? (?:40[0134]|410)");

  /** Matches how a server reports that the video will be available later. */
  private static final Pattern NOT_READY =
      Pattern.compile(
          "(?i)not[ _-]?(?:yet[ _-])?(?:ready|completed?|finished)|not available yet"
              + "|still (?:being|processing)|in[ _-]progress");

  /** Returns the failure for a missing or truncated response. */
  RetryableFailure broken(IOException e, CheckedUrl hop) {
    if (e instanceof KeyUnavailableException) {
      throw withCause(
          new AuthenticationException(
              "no key for the video of "
                  + task
                  + ": "
                  + Redaction.message(String.valueOf(e.getMessage())),
              Evidence.of(task)),
          e);
    }
    if (ConnectionFailure.isCertificate(e)) {
      throw withCause(
          new UnreachableException(
              "the video of "
                  + task
                  + " was not fetched: the certificate of "
                  + hop.host()
                  + " is not right ("
                  + ConnectionFailure.describe(e)
                  + "); check the JVM's trust store",
              Retry.NEVER,
              Evidence.of(task)),
          e);
    }
    return RetryableFailure.transientFailure(
        withCause(unreachable(hop, ConnectionFailure.describe(e), null), e), null);
  }

  /** Returns the failure for what a callback of the HTTP client's, or the JVM, has thrown. */
  RetryableFailure thrown(Throwable e) {
    return RetryableFailure.transientFailure(
        withCause(
            new UnreachableException(
                "the video of "
                    + task
                    + " could not be fetched: "
                    + ConnectionFailure.describeThrown(e)
                    + "; download it again later",
                Retry.ALWAYS,
                Evidence.of(task)),
            e),
        null);
  }

  RetryableFailure stalled(CheckedUrl hop) {
    return RetryableFailure.transientFailure(
        unreachable(hop, "it sends too slowly or not at all", null), null);
  }

  RetryableFailure endedEarly(CheckedUrl hop) {
    return RetryableFailure.transientFailure(
        unreachable(hop, "the answer ended early", null), null);
  }

  /** Returns the failure for an empty successful response. */
  RetryableFailure empty(Response response, CheckedUrl hop, Instant now) {
    Duration retryAfter = RetryAfterParser.of(response.headers(), now);
    Evidence evidence = new Evidence(task, response.code(), null, retryAfter);
    String message = "what " + hop.host() + " sent for the video of " + task + " is empty";
    return response.code() == 202
        ? RetryableFailure.notReady(
            new UnreachableException(message, Retry.ALWAYS, evidence), retryAfter)
        : RetryableFailure.missing(
            new MalformedResponseException(message, Retry.NEVER, evidence), retryAfter);
  }

  /** Returns the failure for a document that reports a pending task. */
  RetryableFailure notReady(Response response, CheckedUrl hop, Instant now) {
    Duration retryAfter = RetryAfterParser.of(response.headers(), now);
    return RetryableFailure.notReady(
        new UnreachableException(
            hop.host() + " says that the video of " + task + " is not ready",
            Retry.ALWAYS,
            new Evidence(task, response.code(), null, retryAfter)),
        retryAfter);
  }

  /** Returns the failure for an unsuccessful status. */
  RetryableFailure refused(Response response, CheckedUrl hop, Instant now) {
    int status = response.code();
    String bodyText = DownloadHttpClient.snippet(response);
    Duration retryAfter = RetryAfterParser.of(response.headers(), now);
    Evidence evidence = new Evidence(task, status, null, retryAfter);
    String message =
        hop.host() + " answered " + status + " for the video of " + task + suffix(bodyText);
    if (hop.withKey() && (status == 401 || status == 403)) {
      throw status == 401
          ? new AuthenticationException(message, evidence)
          : new PermissionException(message, evidence);
    }
    if (isNotReady(status, bodyText)) {
      return RetryableFailure.notReady(
          new UnreachableException(message, Retry.ALWAYS, evidence), retryAfter);
    }
    if (status == 403 || status == 404) {
      return RetryableFailure.missing(new LinkExpiredException(message, evidence), retryAfter);
    }
    if (isExpired(status, bodyText)) {
      return RetryableFailure.expired(new LinkExpiredException(message, evidence));
    }
    if (status == 429) {
      return RetryableFailure.transientFailure(
          new RateLimitedException(message, evidence), retryAfter);
    }
    if (status == 408 || (status >= 500 && status != 501 && status != 505)) {
      return RetryableFailure.transientFailure(
          new UnreachableException(message, Retry.ALWAYS, evidence), retryAfter);
    }
    throw new MalformedResponseException(message, Retry.NEVER, evidence);
  }

  MalformedResponseException malformed(CheckedUrl hop, String why, @Nullable Integer status) {
    return malformed("what " + hop.host() + " sent for the video of " + task + " " + why, status);
  }

  MalformedResponseException malformed(String message, @Nullable Integer status) {
    return new MalformedResponseException(
        message, Retry.NEVER, new Evidence(task, status, null, null));
  }

  private UnreachableException unreachable(CheckedUrl hop, String why, @Nullable Integer status) {
    return new UnreachableException(
        "the video of "
            + task
            + " can't be fetched from "
            + hop.host()
            + ": "
            + why
            + "; the task is not affected, download again later",
        Retry.ALWAYS,
        new Evidence(task, status, null, null));
  }

  private static boolean isNotReady(int status, String bodyText) {
    return switch (status) {
      case 202, 409, 425 -> true;
      case 400, 403, 404 -> NOT_READY.matcher(bodyText).find();
      default -> false;
    };
  }

  private static boolean isExpired(int status, String bodyText) {
    return switch (status) {
      case 401, 410 -> true;
      case 400 -> bodyText.toLowerCase(Locale.ROOT).contains("expired");
      case 502 -> UPSTREAM_GONE.matcher(bodyText.toLowerCase(Locale.ROOT)).find();
      default -> false;
    };
  }

  private static <E extends VideoTaskException> E withCause(E failure, Throwable cause) {
    failure.initCause(cause);
    return failure;
  }

  private static String suffix(String bodyText) {
    return bodyText.isBlank() ? "" : ": " + bodyText.strip();
  }
}
