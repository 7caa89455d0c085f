package io.videotask.internal.client;

import io.videotask.gateway.Gateway;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.dialect.RequestFieldCheck;
import io.videotask.internal.http.ConnectionFailure;
import io.videotask.internal.http.OneShotCall;
import io.videotask.internal.http.SendResult;
import io.videotask.internal.text.JsonObject;
import io.videotask.task.LostSubmit;
import io.videotask.task.VideoRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import retrofit2.Invocation;
import retrofit2.Retrofit;

/** Creates the submit requests for one gateway, and maps their results to outcomes. */
final class SubmitRequests {
  /** OpenAI's header for a client's own request id, by which its support can find the request. */
  static final String CORRELATION = "X-Client-Request-Id";

  private final Gateway gateway;
  private final Adapter adapter;
  private final SubmitAnswerReader reader;

  SubmitRequests(Gateway gateway) {
    this.gateway = gateway;
    this.adapter = gateway.adapter();
    this.reader = new SubmitAnswerReader(adapter);
  }

  /**
   * Returns the complete request, except for the key.
   *
   * @throws IllegalArgumentException when it has fields that the dialect does not know, or lacks
   *     required ones
   */
  Request request(Retrofit retrofit, VideoRequest asked) {
    RequestFieldCheck.check(adapter, asked);
    String given = asked.correlationId();
    String correlation = given == null ? UUID.randomUUID().toString() : given;
    VideoRequest request = asked.toBuilder().correlationId(correlation).build();
    Request submit = adapter.requests().submit(retrofit, request);
    JsonObject json = json(submit);
    json.add(request.parameters());
    Request.Builder complete =
        submit
            .newBuilder()
            .method(submit.method(), adapter.requests().body(json, request))
            // Retrofit's tag holds the arguments, including the prompt.
            .tag(Invocation.class, null)
            .tag(CallbackUrlSent.class, CallbackUrlSent.in(submit, json, request.callbackUrl()))
            .tag(ClientIdSent.class, ClientIdSent.in(json, LostSubmit.clientId(correlation)))
            .header(CORRELATION, correlation);
    String idempotencyHeader = gateway.idempotencyHeader();
    return idempotencyHeader == null
        ? complete.build()
        : complete.header(idempotencyHeader, correlation).build();
  }

  /** Describes a submit of this request, which has its correlation id. */
  LostSubmit lost(Retrofit retrofit, VideoRequest request, Instant submittedAt, Instant endedAt) {
    String correlation = request.correlationId();
    if (correlation == null) {
      throw new IllegalArgumentException("the request has no correlation id to be found by");
    }
    boolean identified = hasClientId(request(retrofit, request));
    return LostSubmit.of(request, gateway.name(), correlation, identified, submittedAt, endedAt);
  }

  /** Marks a request that has the URL for callbacks, in its body or as a query parameter. */
  private record CallbackUrlSent() {
    static @Nullable CallbackUrlSent in(Request submit, JsonObject body, @Nullable String url) {
      boolean found =
          url != null
              && (body.fields().values().stream().anyMatch(field -> field.contains(url))
                  || submit.url().queryParameterNames().stream()
                      .anyMatch(name -> submit.url().queryParameterValues(name).contains(url)));
      return found ? new CallbackUrlSent() : null;
    }
  }

  /** Marks a request whose body has the client's own id, which the task then has too. */
  private record ClientIdSent() {
    static @Nullable ClientIdSent in(JsonObject body, String id) {
      return body.fields().values().stream().anyMatch(field -> field.contains('"' + id + '"'))
          ? new ClientIdSent()
          : null;
    }
  }

  /** Returns whether the body of a submit has the client's own id. */
  static boolean hasClientId(Request submit) {
    return submit.tag(ClientIdSent.class) != null;
  }

  /** Returns the submission of a request that is being sent. */
  Submission sent(SubmitAttempt attempt, Request request, OneShotCall send) {
    CompletableFuture<SubmitOutcome> outcome =
        send.result().thenApply(delivery -> outcome(attempt, delivery));
    boolean hasCallbackUrl = request.tag(CallbackUrlSent.class) != null;
    return new Submission(outcome, hasCallbackUrl, send::abandon);
  }

  private SubmitOutcome outcome(SubmitAttempt attempt, SendResult delivery) {
    if (delivery instanceof SendResult.Answered answered) {
      return answered(attempt, answered);
    }
    if (delivery instanceof SendResult.Lost lost) {
      return new SubmitErrors(attempt, null).lost(lost.cause());
    }
    String host = gateway.baseUrl().host() + ":" + gateway.baseUrl().port();
    throw ConnectionFailure.ofSubmit(((SendResult.NotSent) delivery).cause(), host);
  }

  /** A bug in reading an answer must not look as if no task had been created. */
  private SubmitOutcome answered(SubmitAttempt attempt, SendResult.Answered answered) {
    try {
      return reader.read(attempt, answered.answer());
    } catch (RuntimeException | Error e) {
      SubmitErrors errors = new SubmitErrors(attempt, answered.answer());
      SubmitOutcome.Unknown unknown =
          (SubmitOutcome.Unknown) errors.unknown("its answer could not be read", null);
      unknown.error().initCause(e);
      return unknown;
    }
  }

  private static JsonObject json(Request submit) {
    RequestBody body = submit.body();
    try {
      Buffer text = new Buffer();
      if (body != null) {
        body.writeTo(text);
      }
      return JsonObject.of(text.readUtf8());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
