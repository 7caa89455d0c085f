package io.videotask.cli.demo;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway does with one request.
 *
 * @param status of the answer
 * @param headers of the answer, besides its type
 * @param body the name of a template, or null for an answer of an intermediary
 * @param text the body where there is no template
 * @param reset whether the connection is torn down instead of an answer
 */
record Reply(
    int status, Map<String, String> headers, @Nullable String body, String text, boolean reset) {

  static Reply body(String template) {
    return new Reply(200, Map.of("Content-Type", "application/json"), template, "", false);
  }

  static Reply badGateway() {
    String page = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";
    return new Reply(502, Map.of("Content-Type", "text/html"), null, page, false);
  }

  static Reply tooManyRequests(int seconds) {
    return new Reply(429, Map.of("Retry-After", String.valueOf(seconds)), null, "", false);
  }

  static Reply unauthorised() {
    String body =
        "{\"error\":{\"message\":\"Invalid token (request id: demo)\",\"type\":\"new_api_error\",\"code\":\"\"}}";
    return new Reply(401, Map.of("Content-Type", "application/json"), null, body, false);
  }

  static Reply unknownTask() {
    String body = "{\"code\":\"task_not_exist\",\"message\":\"task_not_exist\",\"data\":null}";
    return new Reply(400, Map.of("Content-Type", "application/json"), null, body, false);
  }

  static Reply refusedOrder() {
    String body =
        "{\"code\":\"invalid_request\",\"message\":\"the demo knows no such model\",\"data\":null}";
    return new Reply(400, Map.of("Content-Type", "application/json"), null, body, false);
  }

  static Reply connectionReset() {
    return new Reply(0, Map.of(), null, "", true);
  }
}
