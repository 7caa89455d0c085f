package io.videotask.internal.client;

import io.videotask.error.Retry;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Gateway;
import io.videotask.internal.answer.AnswerReader;
import io.videotask.internal.answer.DecisionLog;
import io.videotask.internal.answer.ParsedAnswer;
import io.videotask.internal.answer.QueryContext;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.http.AuthorisedCalls;
import io.videotask.internal.http.ConnectionFailure;
import io.videotask.internal.http.Credentials;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.internal.http.HttpTransport;
import io.videotask.task.TaskRef;
import io.videotask.time.TimeSource;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/**
 * What all requests to one gateway share. Thread-safe.
 *
 * @param gateway the gateway and its key
 * @param adapter the adapter of its dialect
 * @param retrofit creates the requests
 * @param transport sends them
 * @param credentials the gateway's key and how it is sent
 * @param calls adds them to requests
 * @param time the clock
 */
record GatewayConnection(
    Gateway gateway,
    Adapter adapter,
    Retrofit retrofit,
    HttpTransport transport,
    Credentials credentials,
    AuthorisedCalls calls,
    TimeSource time) {

  static GatewayConnection of(Gateway gateway, HttpTransport transport, TimeSource time) {
    Adapter adapter = gateway.adapter();
    Retrofit retrofit =
        new Retrofit.Builder()
            .baseUrl(gateway.baseUrl())
            // Creates a call for each request, on the requesting thread.
            .callFactory(transport.unsentCalls())
            .addConverterFactory(MoshiConverterFactory.create(adapter.moshi()))
            .build();
    Credentials credentials =
        new Credentials(gateway.key(), adapter.keyHeader(gateway.baseUrl().toString()), time);
    return new GatewayConnection(
        gateway,
        adapter,
        retrofit,
        transport,
        credentials,
        transport.authorised(credentials),
        time);
  }

  /** Returns the server's host and port. */
  String host() {
    return gateway.baseUrl().host() + ":" + gateway.baseUrl().port();
  }

  /**
   * Returns the context in which an answer is read.
   *
   * @param contentUrl supplies the URL at which the gateway serves the task's video; null for none
   */
  QueryContext context(TaskRef ref, HttpAnswer answer, @Nullable Supplier<String> contentUrl) {
    Instant now = time.now();
    return new QueryContext(
        gateway.name(),
        ref,
        gateway.baseUrl(),
        now,
        answer.status(),
        adapter.failureFacts().requestId(answer),
        adapter.retryAfter(answer, now),
        contentUrl,
        adapter.failureFacts().retryable(answer.headers()),
        adapter.failureFacts().cost(answer.headers()));
  }

  /** Reads an answer, whatever was asked, as an answer about a task. */
  ParsedAnswer read(TaskRef ref, HttpAnswer answer) {
    return new AnswerReader(adapter)
        .read(
            context(ref, answer, null),
            answer.body(),
            answer.truncated(),
            answer.unreadable(),
            DecisionLog.ofNotes());
  }

  /** Returns the result of a query that was not answered. */
  <S> PollResult<S> failed(@Nullable TaskRef ref, @Nullable Throwable thrown) {
    return failed(unanswered(ref, thrown));
  }

  /** Returns the result of a query that failed, with what a wait is to do about it. */
  static <S> PollResult<S> failed(VideoTaskException failure) {
    return new PollResult.Failed<>(failure, retryAdvice(failure), failure.retryAfter());
  }

  /**
   * Returns the exception for a request that was not answered.
   *
   * @throws CompletionException if the connection is not the cause
   */
  VideoTaskException unanswered(@Nullable TaskRef ref, @Nullable Throwable thrown) {
    if (thrown instanceof IOException e) {
      return ConnectionFailure.of(e, ref, host());
    }
    throw new CompletionException(thrown);
  }

  private static PollResult.RetryAdvice retryAdvice(VideoTaskException error) {
    return switch (error.kind()) {
      case RATE_LIMITED -> PollResult.RetryAdvice.RETRY_SLOWER;
      case NOT_FOUND -> PollResult.RetryAdvice.CONFIRM;
      default ->
          error.retry() == Retry.ALWAYS
              ? PollResult.RetryAdvice.RETRY
              : error.retry() == Retry.IN_A_WAIT
                  ? PollResult.RetryAdvice.RETRY_IN_WAIT
                  : PollResult.RetryAdvice.NONE;
    };
  }
}
