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

/** What it means that no video came. */
record ResponseErrors(TaskRef task) {
  /** How a gateway that passes a file through says that its own link has gone. */
  private static final Pattern GONE_BEHIND = Pattern.compile("status(?: code)?:? (?:40[0134]|410)");

  /** How a server says itself that the video will be there later. */
  private static final Pattern NOT_READY =
      Pattern.compile(
          "(?i)not[ _-]?(?:yet[ _-])?(?:ready|completed?|finished)|not available yet"
              + "|still (?:being|processing)|in[ _-]progress");

  /** No answer, or one that broke off. */
  RetryableFailure broken(IOException e, CheckedUrl hop) {
    if (e instanceof KeyUnavailableException) {
      throw caused(
          new AuthenticationException(
              "no key for the video of "
                  + task
                  + ": "
                  + Redaction.message(String.valueOf(e.getMessage())),
              Evidence.of(task)),
          e);
    }
    if (ConnectionFailure.isCertificate(e)) {
      throw caused(
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
    return RetryableFailure.passing(
        caused(unreachable(hop, ConnectionFailure.describe(e), null), e), null);
  }

  RetryableFailure stalled(CheckedUrl hop) {
    return RetryableFailure.passing(
        unreachable(hop, "next to nothing comes from there", null), null);
  }

  RetryableFailure endedEarly(CheckedUrl hop) {
    return RetryableFailure.passing(unreachable(hop, "the answer ended early", null), null);
  }

  /** A success with nothing in it. */
  RetryableFailure empty(Response response, CheckedUrl hop, Instant now) {
    Duration wish = RetryAfterParser.of(response.headers(), now);
    Evidence evidence = new Evidence(task, response.code(), null, wish);
    String what = "what " + hop.host() + " sent for the video of " + task + " is empty";
    return response.code() == 202
        ? RetryableFailure.notReady(new UnreachableException(what, Retry.ALWAYS, evidence), wish)
        : RetryableFailure.notThere(
            new MalformedResponseException(what, Retry.NEVER, evidence), wish);
  }

  /** The server says in a document that the video will be there later. */
  RetryableFailure notReady(Response response, CheckedUrl hop, Instant now) {
    Duration wish = RetryAfterParser.of(response.headers(), now);
    return RetryableFailure.notReady(
        new UnreachableException(
            hop.host() + " says that the video of " + task + " is not ready",
            Retry.ALWAYS,
            new Evidence(task, response.code(), null, wish)),
        wish);
  }

  /** An answer whose status is no success. */
  RetryableFailure refused(Response response, CheckedUrl hop, Instant now) {
    int status = response.code();
    String said = DownloadHttpClient.snippet(response);
    Duration wish = RetryAfterParser.of(response.headers(), now);
    Evidence evidence = new Evidence(task, status, null, wish);
    String what = hop.host() + " answered " + status + " for the video of " + task + tail(said);
    if (hop.withKey() && (status == 401 || status == 403)) {
      throw status == 401
          ? new AuthenticationException(what, evidence)
          : new PermissionException(what, evidence);
    }
    if (isNotReady(status, said)) {
      return RetryableFailure.notReady(
          new UnreachableException(what, Retry.ALWAYS, evidence), wish);
    }
    if (status == 403 || status == 404) {
      return RetryableFailure.notThere(new LinkExpiredException(what, evidence), wish);
    }
    if (isGone(status, said)) {
      return RetryableFailure.gone(new LinkExpiredException(what, evidence));
    }
    if (status == 429) {
      return RetryableFailure.passing(new RateLimitedException(what, evidence), wish);
    }
    if (status == 408 || (status >= 500 && status != 501 && status != 505)) {
      return RetryableFailure.passing(new UnreachableException(what, Retry.ALWAYS, evidence), wish);
    }
    throw new MalformedResponseException(what, Retry.NEVER, evidence);
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

  private static boolean isNotReady(int status, String said) {
    return switch (status) {
      case 202, 409, 425 -> true;
      case 400, 403, 404 -> NOT_READY.matcher(said).find();
      default -> false;
    };
  }

  private static boolean isGone(int status, String said) {
    return switch (status) {
      case 401, 410 -> true;
      case 400 -> said.toLowerCase(Locale.ROOT).contains("expired");
      case 502 -> GONE_BEHIND.matcher(said.toLowerCase(Locale.ROOT)).find();
      default -> false;
    };
  }

  private static <E extends VideoTaskException> E caused(E failure, IOException cause) {
    failure.initCause(cause);
    return failure;
  }

  private static String tail(String said) {
    return said.isBlank() ? "" : ": " + said.strip();
  }
}
