package io.videotask.internal.client;

import io.videotask.task.VideoRequest;
import java.time.Instant;
import okhttp3.HttpUrl;

/**
 * One submit as it was sent.
 *
 * @param gateway the gateway's name
 * @param request the request; its prompt must not appear in messages
 * @param base the gateway's base URL
 * @param correlationId the correlation id that the request carries
 * @param at when it was sent
 */
public record SubmitAttempt(
    String gateway, VideoRequest request, HttpUrl base, String correlationId, Instant at) {

  /** Removes the prompt from a text, since servers repeat it in their errors. */
  String withoutPrompt(String text) {
    String prompt = request.prompt();
    return prompt == null || prompt.length() < 4 ? text : text.replace(prompt, "[prompt]");
  }
}
