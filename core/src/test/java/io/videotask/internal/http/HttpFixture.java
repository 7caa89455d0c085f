package io.videotask.internal.http;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.videotask.auth.ApiKey;
import io.videotask.generated.gateway.KeyHeader;
import io.videotask.http.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** A server with scripted responses, and a transport that sends requests to it. */
final class HttpFixture implements AutoCloseable {
  static final String KEY = "sk-canary-7f3e9a21c4";

  final MockWebServer server = new MockWebServer();
  final List<HttpExchange> exchanges = Collections.synchronizedList(new ArrayList<>());
  final ManualTimer timer = new ManualTimer();
  final HttpTransport transport;

  HttpFixture() throws IOException {
    this(null, Duration.ofSeconds(5), 1 << 20);
  }

  HttpFixture(@Nullable OkHttpClient base, Duration timeout, long maxBodyBytes) throws IOException {
    this(base, timeout, maxBodyBytes, CallThreads.start(() -> 0));
  }

  HttpFixture(
      @Nullable OkHttpClient base, Duration timeout, long maxBodyBytes, CallExecutor threads)
      throws IOException {
    server.start();
    HttpTransport.Limits limits = new HttpTransport.Limits(timeout, maxBodyBytes);
    transport = new HttpTransport(base, limits, exchanges::add, timer, threads);
  }

  static MockResponse answer(int status, String body, String... headers) {
    MockResponse.Builder builder = new MockResponse.Builder().code(status).body(body);
    for (int i = 0; i < headers.length; i += 2) {
      builder.setHeader(headers[i], headers[i + 1]);
    }
    return builder.build();
  }

  /** Returns the usual credentials: the key as a bearer token. */
  static Credentials bearer(ApiKey key) {
    return new Credentials(key, KeyHeader.BEARER, new ManualTimer());
  }

  CompletableFuture<HttpAnswer> send() {
    return send(ApiKey.of(KEY), server.url("/v1/tasks/1?secret=query"));
  }

  CompletableFuture<HttpAnswer> send(ApiKey key, HttpUrl url) {
    return transport.send(
        transport.authorised(bearer(key)), new Request.Builder().url(url).build(), null);
  }

  HttpAnswer query() throws Exception {
    return send().get(20, TimeUnit.SECONDS);
  }

  /** Returns the IOException that a request failed with. */
  static IOException failure(CompletableFuture<HttpAnswer> sent) {
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> sent.get(20, TimeUnit.SECONDS));
    return assertInstanceOf(IOException.class, e.getCause());
  }

  @Override
  public void close() {
    transport.close();
    server.close();
  }
}
