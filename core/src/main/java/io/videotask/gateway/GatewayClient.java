package io.videotask.gateway;

import io.videotask.error.Retry;
import io.videotask.error.VideoTaskException;
import io.videotask.http.Answer;
import io.videotask.http.ConnectionFailure;
import io.videotask.http.RetryWish;
import io.videotask.http.Transport;
import io.videotask.poll.Look;
import io.videotask.poll.TaskKind;
import io.videotask.poll.Time;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import okhttp3.Call;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/**
 * Asks one gateway. The request comes from the generated interface; the answer is read here, and
 * nowhere else.
 */
public final class GatewayClient {
  private final Gateway gateway;
  private final Transport transport;
  private final Time time;
  private final Call.Factory calls;
  private final Retrofit retrofit;
  private final AnswerReader reader;

  /** A client for this gateway; it sends through the transport and tells the time by the clock. */
  public GatewayClient(Gateway gateway, Transport transport, Time time) {
    this.gateway = gateway;
    this.transport = transport;
    this.time = time;
    this.calls = transport.authorised(gateway.key());
    this.retrofit =
        new Retrofit.Builder()
            .baseUrl(gateway.baseUrl())
            .callFactory(calls)
            .addConverterFactory(MoshiConverterFactory.create())
            .build();
    this.reader = new AnswerReader(gateway.dialect().adapter());
  }

  /** Whose tasks these are, as far as a schedule has to know. */
  public TaskKind kind() {
    return new TaskKind(gateway.name(), null, gateway.dialect().adapter().refresh());
  }

  /** Sends one query. Cancelling the future cancels the request. */
  public CompletableFuture<Look<VideoTask>> look(TaskRef ref) {
    Request request = gateway.dialect().adapter().query(retrofit, ref.id());
    CompletableFuture<Answer> sent = transport.send(calls, request);
    CompletableFuture<Look<VideoTask>> look =
        sent.handle((answer, thrown) -> answer == null ? failed(ref, thrown) : read(ref, answer));
    look.whenComplete(
        (value, thrown) -> {
          if (look.isCancelled()) {
            sent.cancel(true);
          }
        });
    return look;
  }

  private Look<VideoTask> read(TaskRef ref, Answer answer) {
    Instant now = time.now();
    Duration wish = RetryWish.of(answer.headers(), now);
    Asked asked =
        new Asked(
            gateway.name(), ref, gateway.baseUrl(), now, answer.status(), answer.requestId(), wish);
    Reading reading =
        reader.read(asked, answer.body(), answer.cut(), answer.unreadable(), new Trail());
    if (reading instanceof Reading.OfTask read) {
      VideoTask task = read.task();
      Instant gatewayTime = answer.headers().getInstant("Date");
      return new Look.Answered<>(
          task, task.state().isTerminal(), PollHints.of(task, now, gatewayTime), wish);
    }
    VideoTaskException error = ((Reading.OfError) reading).error();
    return new Look.Failed<>(error, remedy(error), wish);
  }

  private Look<VideoTask> failed(TaskRef ref, @Nullable Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (cause instanceof IOException e) {
      String host = gateway.baseUrl().host() + ":" + gateway.baseUrl().port();
      VideoTaskException failure = ConnectionFailure.of(e, ref, host);
      return new Look.Failed<>(failure, remedy(failure), null);
    }
    throw new CompletionException(cause == null ? new IllegalStateException("no answer") : cause);
  }

  private static Look.Remedy remedy(VideoTaskException error) {
    return switch (error.kind()) {
      case RATE_LIMITED -> Look.Remedy.SLOW_DOWN;
      case NOT_FOUND -> Look.Remedy.MAKE_SURE;
      default ->
          error.retry() == Retry.ALWAYS
              ? Look.Remedy.ASK_AGAIN
              : error.retry() == Retry.IN_A_WAIT ? Look.Remedy.KEEP_WAITING : Look.Remedy.NONE;
    };
  }
}
