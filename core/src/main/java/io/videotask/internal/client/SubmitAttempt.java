package io.videotask.internal.client;

import io.videotask.task.VideoRequest;
import java.time.Instant;
import okhttp3.HttpUrl;

/**
 * One submit, as it was sent.
 *
 * @param gateway the gateway's name
 * @param request what was asked for; no word of its prompt may get into a message
 * @param base the gateway's address
 * @param correlationId what the request carried, to be found by
 * @param at when it was sent
 */
public record SubmitAttempt(
    String gateway, VideoRequest request, HttpUrl base, String correlationId, Instant at) {

  /** The text without the prompt, which servers repeat in their errors. */
  String withoutPrompt(String text) {
    String prompt = request.prompt();
    return prompt == null || prompt.length() < 4 ? text : text.replace(prompt, "[prompt]");
  }
}
