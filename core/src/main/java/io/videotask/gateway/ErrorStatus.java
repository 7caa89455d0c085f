package io.videotask.gateway;

import com.squareup.moshi.JsonDataException;
import io.videotask.error.VideoTaskException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What an answer means whose HTTP status is not 2xx. */
final class ErrorStatus {
  private static final String WRONG_ADDRESS = "Invalid URL (";
  private static final String NO_SUCH_TASK = "task_not_exist";

  private final Asked asked;
  private final String body;
  private final boolean whole;
  private final Level.@Nullable Reason reason;

  /**
   * @param whole whether the body is all that came: neither cut nor undecodable
   */
  ErrorStatus(Adapter adapter, Asked asked, String body, boolean whole) {
    this.asked = asked;
    this.body = body;
    this.whole = whole;
    this.reason = reason(adapter, body);
  }

  VideoTaskException failure() {
    Failures failures = new Failures(asked, said());
    int status = asked.status();
    return switch (status) {
      case 401 -> failures.authentication();
      case 402, 403 -> failures.permission();
      case 400 ->
          isNoSuchTask()
              ? failures.notFound()
              : failures.refused("the task's id and the base address");
      case 404 -> isAboutTheTask() ? failures.notFound() : failures.refused("the base address");
      case 410 -> failures.notFound();
      case 408, 425 -> failures.unreachable();
      case 429 -> failures.rateLimited();
      case 501, 505 ->
          failures.refused(
              "whether this gateway can answer for this vendor's tasks at this address");
      default ->
          status >= 500 && status < 600
              ? failures.unreachable()
              : failures.refused("the base address");
    };
  }

  private boolean isNoSuchTask() {
    return reason != null
        && (NO_SUCH_TASK.equals(reason.message())
            || (reason.code() != null && reason.code().text().strip().equals(NO_SUCH_TASK)));
  }

  /** A gateway that knows the path and not the task says so in JSON, or says nothing. */
  private boolean isAboutTheTask() {
    return (whole && body.isBlank()) || (!body.contains(WRONG_ADDRESS) && Body.isJson(body));
  }

  private @Nullable String said() {
    if (reason == null) {
      return null;
    }
    Scalar code = reason.code();
    String message = reason.message();
    if (message == null) {
      return code == null ? null : code.text();
    }
    return message;
  }

  private static Level.@Nullable Reason reason(Adapter adapter, String body) {
    if (!body.strip().startsWith("{")) {
      return null;
    }
    try {
      return adapter.error(body);
    } catch (IOException | JsonDataException e) {
      // An error's body need not be JSON; its status says enough.
      return null;
    }
  }
}
