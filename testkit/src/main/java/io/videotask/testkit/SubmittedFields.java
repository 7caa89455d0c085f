package io.videotask.testkit;

import com.github.tomakehurst.wiremock.http.Request;
import io.videotask.task.LostSubmit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a submit had by which its task can be found, as gateways repeat it in their answers.
 *
 * @param clientId the client's own id, where the body has it; null for none
 * @param prompt as JSON, without the quotes
 */
record SubmittedFields(@Nullable String clientId, String prompt) {
  /** Those of a task that no submit created. */
  static final SubmittedFields NONE = new SubmittedFields(null, "");

  private static final String CORRELATION = "X-Client-Request-Id";

  private static final Pattern PROMPT =
      Pattern.compile("\"prompt\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  static SubmittedFields of(Request submit) {
    String body = submit.getBodyAsString();
    String correlation = submit.getHeader(CORRELATION);
    String id = correlation == null ? null : LostSubmit.clientId(correlation);
    Matcher prompt = PROMPT.matcher(body);
    return new SubmittedFields(
        id != null && body.contains('"' + id + '"') ? id : null,
        prompt.find() ? prompt.group(1) : "");
  }
}
