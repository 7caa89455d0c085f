package io.videotask.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.videotask.VideoTasks;
import io.videotask.VideoTasksBuilder;
import io.videotask.auth.ApiKey;
import io.videotask.error.ErrorKind;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Gateway;
import io.videotask.http.HttpExchange;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/**
 * A client of a faulty server, with the checks that apply to every fault: a typed error with the
 * reference, no key in anything that can be printed, every connection released.
 */
final class FaultFixture implements AutoCloseable {
  /** The key to search for in all texts, and at the end of the build in all output. */
  static final String KEY = "sk-canary-5c1d0e7b93";

  static final TaskRef REF = TaskRef.parse("new-api:task_1");
  static final String DONE =
      "{\"task_id\":\"task_1\",\"status\":\"completed\",\"url\":\"https://cdn.example.com/v.mp4?sig=abc\"}";
  static final String RUNNING = "{\"task_id\":\"task_1\",\"status\":\"processing\"}";

  final VideoTasks videos;
  final List<HttpExchange> exchanges = Collections.synchronizedList(new ArrayList<>());
  private final ConnectionPool pool = new ConnectionPool(8, 1, TimeUnit.MINUTES);

  FaultFixture(String url) {
    this(url, settings -> {});
  }

  FaultFixture(String url, Consumer<VideoTasksBuilder> settings) {
    this(url, settings, http -> {});
  }

  FaultFixture(
      String url, Consumer<VideoTasksBuilder> settings, Consumer<OkHttpClient.Builder> http) {
    this(Gateway.newApi(url, ApiKey.of(KEY)), settings, http);
  }

  FaultFixture(
      Gateway gateway, Consumer<VideoTasksBuilder> settings, Consumer<OkHttpClient.Builder> http) {
    OkHttpClient.Builder base = new OkHttpClient.Builder().connectionPool(pool);
    http.accept(base);
    VideoTasksBuilder builder =
        VideoTasks.builder()
            .gateway(gateway)
            .httpClient(base.build())
            .requestTimeout(Duration.ofSeconds(5))
            .requestListener(exchanges::add)
            // No backoff: the jitter reduces it to zero.
            .random(() -> -1L);
    settings.accept(builder);
    this.videos = builder.build();
  }

  /** Returns the task of a query that succeeds. */
  VideoTask answered() {
    VideoTask task = videos.query(REF);
    assertConnectionsAreBack();
    return task;
  }

  /** Returns the exception of a query that fails. */
  VideoTaskException failed(ErrorKind kind) {
    return checked(kind, assertThrows(VideoTaskException.class, () -> videos.query(REF)));
  }

  /** Returns the exception of a future that must fail. */
  VideoTaskException failed(ErrorKind kind, CompletableFuture<?> future) {
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> future.get(20, TimeUnit.SECONDS));
    return checked(kind, assertInstanceOf(VideoTaskException.class, e.getCause()));
  }

  VideoTaskException checked(ErrorKind kind, VideoTaskException e) {
    assertEquals(kind, e.kind(), () -> printed(e));
    assertEquals(REF, e.task(), "the reference is in it");
    String message = String.valueOf(e.getMessage());
    assertFalse(message.lines().count() > 1, () -> "more than one line: " + message);
    assertFalse(message.length() > 1_000, () -> "too long: " + message);
    assertNoSecret(printed(e));
    exchanges.forEach(exchange -> assertNoSecret(exchange.toString()));
    assertConnectionsAreBack();
    return e;
  }

  /** Returns all exceptions of a stack trace, including causes and suppressed ones. */
  static String printed(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  static void assertNoSecret(String text) {
    assertFalse(text.contains(KEY), "the key was printed");
    assertFalse(text.contains("sig=abc"), "a signature was printed");
  }

  /** Waits, because a body is closed shortly after its result is returned. */
  void assertConnectionsAreBack() {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (pool.connectionCount() != pool.idleConnectionCount() && System.nanoTime() < limit) {
      Thread.onSpinWait();
    }
    assertEquals(pool.connectionCount(), pool.idleConnectionCount(), "a connection leaked");
  }

  @Override
  public void close() {
    videos.close();
    pool.evictAll();
  }
}
