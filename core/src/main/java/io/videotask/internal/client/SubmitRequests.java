package io.videotask.internal.client;

import io.videotask.gateway.Gateway;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.dialect.RequestField;
import io.videotask.internal.http.ConnectionFailure;
import io.videotask.internal.http.OneShotCall;
import io.videotask.internal.http.SendResult;
import io.videotask.internal.text.JsonObject;
import io.videotask.task.VideoRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import retrofit2.Invocation;
import retrofit2.Retrofit;

/** Makes the requests that create tasks at one gateway, and says what became of them. */
final class SubmitRequests {
  /** OpenAI's header for a caller's own name of a request, which its support can find it by. */
  static final String CORRELATION = "X-Client-Request-Id";

  private final Gateway gateway;
  private final Adapter adapter;
  private final SubmitAnswerReader reader;

  SubmitRequests(Gateway gateway) {
    this.gateway = gateway;
    this.adapter = gateway.dialect().adapter();
    this.reader = new SubmitAnswerReader(adapter);
  }

  /**
   * The request, complete but for the key.
   *
   * @throws IllegalArgumentException when it has what the dialect does not know, or lacks what it
   *     needs
   */
  Request request(Retrofit retrofit, VideoRequest request) {
    RequestField.check(
        gateway.dialect().name(), request, adapter.knownWords(), adapter.neededWords());
    Request create = adapter.create(retrofit, request);
    JsonObject json = json(create);
    json.add(request.parameters());
    String given = request.correlationId();
    String correlation = given == null ? UUID.randomUUID().toString() : given;
    Request.Builder complete =
        create
            .newBuilder()
            .method(create.method(), adapter.body(json, request))
            // Retrofit's tag holds the arguments, and with them the prompt.
            .tag(Invocation.class, null)
            .header(CORRELATION, correlation);
    String idempotencyHeader = gateway.idempotencyHeader();
    return idempotencyHeader == null
        ? complete.build()
        : complete.header(idempotencyHeader, correlation).build();
  }

  /** A submit under way. */
  Submission sent(SubmitAttempt attempt, OneShotCall send) {
    CompletableFuture<SubmitOutcome> outcome =
        send.delivery().thenApply(delivery -> outcome(attempt, delivery));
    return new Submission() {
      @Override
      public CompletableFuture<SubmitOutcome> outcome() {
        return outcome;
      }

      @Override
      public void abandon() {
        send.abandon();
      }
    };
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

  /** A fault of ours in reading an answer must not look as if nothing had been made. */
  private SubmitOutcome answered(SubmitAttempt attempt, SendResult.Answered answered) {
    try {
      return reader.read(attempt, answered.answer());
    } catch (RuntimeException | Error e) {
      SubmitErrors verdicts = new SubmitErrors(attempt, answered.answer());
      SubmitOutcome.Unknown unknown =
          (SubmitOutcome.Unknown) verdicts.unknown("its answer could not be read", null);
      unknown.error().initCause(e);
      return unknown;
    }
  }

  private static JsonObject json(Request create) {
    RequestBody body = create.body();
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
