package io.videotask.internal.http;

import static io.videotask.internal.http.HttpFixture.answer;
import static io.videotask.internal.http.HttpFixture.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.videotask.auth.ApiKey;
import io.videotask.auth.KeyUnavailableException;
import io.videotask.error.AuthenticationException;
import io.videotask.error.VideoTaskException;
import io.videotask.task.TaskRef;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyRotationTest {
  private HttpFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new HttpFixture();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private CompletableFuture<HttpAnswer> queryWith(Supplier<@Nullable String> supplier) {
    return fixture.send(ApiKey.suppliedBy(supplier), fixture.server.url("/"));
  }

  @Test
  void a401IsRetriedWithTheNewKey() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    fixture.server.enqueue(answer(401, "{}"));
    fixture.server.enqueue(answer(200, "{}"));

    HttpAnswer answer = queryWith(() -> "sk-" + asked.incrementAndGet()).get();

    assertEquals(200, answer.status());
    assertEquals("Bearer sk-1", fixture.server.takeRequest().getHeaders().get("Authorization"));
    assertEquals("Bearer sk-2", fixture.server.takeRequest().getHeaders().get("Authorization"));
  }

  @Test
  void a401IsRetriedOnlyOnce() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    fixture.server.enqueue(answer(401, "{}"));
    fixture.server.enqueue(answer(401, "{}"));

    assertEquals(401, queryWith(() -> "sk-" + asked.incrementAndGet()).get().status());
    assertEquals(2, fixture.server.getRequestCount());
    assertEquals(2, asked.get());
  }

  @Test
  void a401IsNotRetriedWithTheSameKey() throws Exception {
    fixture.server.enqueue(answer(401, "{}"));

    assertEquals(401, queryWith(() -> " sk-same\n").get().status());
    assertEquals(1, fixture.server.getRequestCount());
  }

  @Test
  void theFirstAnswerIsKeptIfTheSupplierFailsLater() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    fixture.server.enqueue(answer(401, "{}"));

    HttpAnswer answer =
        queryWith(
                () -> {
                  if (asked.incrementAndGet() > 1) {
                    throw new IllegalStateException();
                  }
                  return "sk-1";
                })
            .get();

    assertEquals(401, answer.status());
  }

  static Stream<Supplier<@Nullable String>> invalidSuppliers() {
    return Stream.of(
        () -> null,
        () -> "",
        () -> "canary\nsecret",
        () -> "canary密钥",
        () -> "canary".repeat(1000),
        () -> {
          throw new IllegalStateException("canary");
        },
        () -> sneakyThrow(new IOException("canary")),
        () -> {
          throw new AssertionError("canary");
        });
  }

  /** Throws a checked exception undeclared, as Kotlin and Lombok do. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> String sneakyThrow(Exception e) throws E {
    throw (E) e;
  }

  @ParameterizedTest
  @MethodSource("invalidSuppliers")
  void aSupplierWithoutAValidKeyIsAnAuthenticationFailure(Supplier<@Nullable String> supplier) {
    IOException e = failure(queryWith(supplier));

    assertInstanceOf(KeyUnavailableException.class, e);
    VideoTaskException typed =
        ConnectionFailure.of(e, TaskRef.parse("new-api:t"), "api.example.com:443");
    assertInstanceOf(AuthenticationException.class, typed);
    for (Throwable t = typed; t != null; t = t.getCause()) {
      assertFalse(t.toString().contains("canary"), t.toString());
    }
    assertNotNull(typed.task());
    assertEquals(0, fixture.server.getRequestCount());
  }

  @Test
  void anEchoedKeyIsRedacted() throws Exception {
    String key = "sk-canary/7f3e+9a21==";
    fixture.server.enqueue(
        answer(
            401,
            "{\"a\":\"bad key sk-canary/7f3e+9a21==\",\"b\":\"sk-canary\\/7f3e+9a21==\","
                + "\"c\":\"sk-canary\\u002F7f3e\\u002b9a21\\u003D\\u003d\","
                + "\"d\":\"sk-canary%2F7f3e%2b9a21%3D%3D\"}",
            "X-Request-Id",
            "for " + key,
            "X-Other",
            key));

    HttpAnswer answer = fixture.send(ApiKey.of(key), fixture.server.url("/")).get();

    assertEquals(
        "{\"a\":\"bad key [key]\",\"b\":\"[key]\",\"c\":\"[key]\",\"d\":\"[key]\"}", answer.body());
    assertEquals("for [key]", answer.requestId());
    assertFalse(answer.headers().toString().contains("7f3e"));
  }

  @Test
  void aShortKeyIsNotRedacted() throws Exception {
    String body = "{\"video_url\":\"https://video.example.com/v.mp4\"}";
    fixture.server.enqueue(answer(200, body));

    assertEquals(body, fixture.send(ApiKey.of("video"), fixture.server.url("/")).get().body());
  }
}
