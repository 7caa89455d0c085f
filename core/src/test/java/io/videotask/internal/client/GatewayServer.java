package io.videotask.internal.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.videotask.auth.ApiKey;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Gateway;
import io.videotask.http.HttpExchange;
import io.videotask.http.RequestListener;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.http.HttpTransport;
import io.videotask.internal.http.ManualTimer;
import io.videotask.task.VideoTask;
import io.videotask.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** A gateway on this machine with prepared answers, and clients for it. */
public final class GatewayServer implements AutoCloseable {
  public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static final long PATIENCE_SECONDS = 20;

  /** The exchanges in order. */
  final BlockingQueue<HttpExchange> exchanges = new LinkedBlockingQueue<>();

  final MockWebServer http = new MockWebServer();
  final ManualTimer timer = new ManualTimer();
  private final HttpTransport transport;

  GatewayServer() {
    this(null, HttpTransport.MAX_BODY_BYTES);
  }

  GatewayServer(@Nullable OkHttpClient base, long maxBodyBytes) {
    this(base, maxBodyBytes, null);
  }

  private GatewayServer(
      @Nullable OkHttpClient base, long maxBodyBytes, @Nullable RequestListener listener) {
    try {
      http.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    HttpTransport.Limits limits =
        new HttpTransport.Limits(Duration.ofSeconds(PATIENCE_SECONDS), maxBodyBytes);
    transport =
        new HttpTransport(base, limits, listener == null ? exchanges::add : listener, timer);
  }

  /** Creates a server, for tests of other packages. */
  public static GatewayServer open() {
    return new GatewayServer();
  }

  /** Creates a server whose client runs no callbacks, so that a caller's thread can send. */
  static GatewayServer withoutCallbacks() {
    return new GatewayServer(null, HttpTransport.MAX_BODY_BYTES, RequestListener.NONE);
  }

  /** Returns a client for a gateway of the dialect, whose clock is fixed at {@link #NOW}. */
  public GatewayClient client(Dialect dialect) {
    return new GatewayClient(gateway(dialect), transport, new StandingTime());
  }

  GatewayClient client(Gateway gateway) {
    return new GatewayClient(gateway, transport, new StandingTime());
  }

  Gateway gateway(Dialect dialect) {
    return Gateway.of(dialect, base(), ApiKey.of("sk-canary"));
  }

  /** Returns the base URL. */
  String base() {
    return http.url("/gw/").toString();
  }

  void answers(int status, String body) {
    answers(new MockResponse.Builder().code(status).body(body));
  }

  void answers(MockResponse.Builder response) {
    http.enqueue(response.build());
  }

  /** Waits for the next request. */
  RecordedRequest request() throws InterruptedException {
    RecordedRequest request = http.takeRequest(PATIENCE_SECONDS, SECONDS);
    assertNotNull(request, "no request came");
    return request;
  }

  /** Returns the method and path of the next request. */
  String requestLine() throws InterruptedException {
    RecordedRequest request = request();
    return request.getMethod() + " " + request.getTarget();
  }

  HttpExchange exchange() throws InterruptedException {
    HttpExchange exchange = exchanges.poll(PATIENCE_SECONDS, SECONDS);
    assertNotNull(exchange, "no request ended");
    return exchange;
  }

  static <T> T result(CompletableFuture<T> future) throws Exception {
    return future.get(PATIENCE_SECONDS, SECONDS);
  }

  /** Returns the cause of a future's exceptional completion. */
  static Throwable failure(CompletableFuture<?> future) {
    Throwable cause = assertThrows(ExecutionException.class, () -> result(future)).getCause();
    return assertInstanceOf(Throwable.class, cause);
  }

  static <T> PollResult.Answered<T> answered(CompletableFuture<PollResult<T>> future)
      throws Exception {
    PollResult<T> result = result(future);
    assertInstanceOf(PollResult.Answered.class, result, result::toString);
    return (PollResult.Answered<T>) result;
  }

  static VideoTask.Completed completed(CompletableFuture<PollResult<VideoTask>> future)
      throws Exception {
    return assertInstanceOf(VideoTask.Completed.class, answered(future).snapshot());
  }

  static PollResult.Failed<?> failed(CompletableFuture<? extends PollResult<?>> future)
      throws Exception {
    PollResult<?> result = result(future);
    return assertInstanceOf(PollResult.Failed.class, result, result::toString);
  }

  @Override
  public void close() {
    transport.close();
    http.close();
  }

  private record StandingTime() implements TimeSource {
    @Override
    public Instant now() {
      return NOW;
    }

    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
      throw new UnsupportedOperationException("a single request waits for nothing");
    }
  }
}
