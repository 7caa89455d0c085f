package io.videotask.internal.client;

import io.videotask.task.LostSubmit;
import io.videotask.task.VideoRequest;
import java.time.Instant;
import java.util.function.Supplier;
import okhttp3.HttpUrl;

/**
 * One submit as it was sent.
 *
 * @param gateway the gateway's name
 * @param request the request; its prompt must not appear in messages
 * @param base the gateway's base URL
 * @param correlationId the correlation id that the request carries
 * @param at when it was sent
 * @param identified whether the body has the client's own id, {@link LostSubmit#clientId()}
 * @param clock returns the time
 */
public record SubmitAttempt(
    String gateway,
    VideoRequest request,
    HttpUrl base,
    String correlationId,
    Instant at,
    boolean identified,
    Supplier<Instant> clock) {

  /** A submit without an id of the client's own, that ends at once. */
  public SubmitAttempt(
      String gateway, VideoRequest request, HttpUrl base, String correlationId, Instant at) {
    this(gateway, request, base, correlationId, at, false, () -> at);
  }

  /** Removes the prompt from a text, since servers repeat it in their errors. */
  String withoutPrompt(String text) {
    String prompt = request.prompt();
    return prompt == null || prompt.length() < 4 ? text : text.replace(prompt, "[prompt]");
  }

  /** Returns all that is needed to look for the task, if the outcome is unknown now. */
  LostSubmit lost() {
    Instant now = clock.get();
    return LostSubmit.of(
        request, gateway, correlationId, identified, at, now.isBefore(at) ? at : now);
  }

  /** Returns the same for a request that is under way, without the hash of the whole request. */
  LostSubmit underWay(Instant end) {
    return new LostSubmit(
        gateway,
        correlationId,
        identified,
        at,
        end,
        LostSubmit.model(request),
        LostSubmit.promptHash(request.prompt()),
        !request.images().isEmpty() || request.lastImage() != null,
        "");
  }
}
