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
  private HttpFixture room;

  @BeforeEach
  void open() throws IOException {
    room = new HttpFixture();
  }

  @AfterEach
  void close() {
    room.close();
  }

  private CompletableFuture<HttpAnswer> askWith(Supplier<@Nullable String> supplier) {
    return room.send(ApiKey.suppliedBy(supplier), room.server.url("/"));
  }

  @Test
  void aRefusedKeyIsAskedForOnceMore() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    room.server.enqueue(answer(401, "{}"));
    room.server.enqueue(answer(200, "{}"));

    HttpAnswer answer = askWith(() -> "sk-" + asked.incrementAndGet()).get();

    assertEquals(200, answer.status());
    assertEquals("Bearer sk-1", room.server.takeRequest().getHeaders().get("Authorization"));
    assertEquals("Bearer sk-2", room.server.takeRequest().getHeaders().get("Authorization"));
  }

  @Test
  void onceMoreIsOnce() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    room.server.enqueue(answer(401, "{}"));
    room.server.enqueue(answer(401, "{}"));

    assertEquals(401, askWith(() -> "sk-" + asked.incrementAndGet()).get().status());
    assertEquals(2, room.server.getRequestCount());
    assertEquals(2, asked.get());
  }

  @Test
  void anUnchangedKeyIsNotSentAgain() throws Exception {
    room.server.enqueue(answer(401, "{}"));

    assertEquals(401, askWith(() -> " sk-same\n").get().status());
    assertEquals(1, room.server.getRequestCount());
  }

  @Test
  void aSupplierThatFailsTheSecondTimeLeavesTheFirstAnswer() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    room.server.enqueue(answer(401, "{}"));

    HttpAnswer answer =
        askWith(
                () -> {
                  if (asked.incrementAndGet() > 1) {
                    throw new IllegalStateException();
                  }
                  return "sk-1";
                })
            .get();

    assertEquals(401, answer.status());
  }

  static Stream<Supplier<@Nullable String>> unusable() {
    return Stream.of(
        () -> null,
        () -> "",
        () -> "canary\nsecret",
        () -> "canary密钥",
        () -> "canary".repeat(1000),
        () -> {
          throw new IllegalStateException("canary");
        },
        () -> sneak(new IOException("canary")),
        () -> {
          throw new AssertionError("canary");
        });
  }

  /** What Kotlin and Lombok do all day. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> String sneak(Exception e) throws E {
    throw (E) e;
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void aSupplierWithoutAUsableKeyIsAnAuthenticationFailure(Supplier<@Nullable String> supplier) {
    IOException e = failure(askWith(supplier));

    assertInstanceOf(KeyUnavailableException.class, e);
    VideoTaskException typed =
        ConnectionFailure.of(e, TaskRef.parse("new-api:t"), "api.example.com:443");
    assertInstanceOf(AuthenticationException.class, typed);
    for (Throwable t = typed; t != null; t = t.getCause()) {
      assertFalse(t.toString().contains("canary"), t.toString());
    }
    assertNotNull(typed.task());
    assertEquals(0, room.server.getRequestCount());
  }

  @Test
  void anAnswerThatRepeatsTheKeyDoesNotShowIt() throws Exception {
    String key = "sk-canary/7f3e+9a21==";
    room.server.enqueue(
        answer(
            401,
            "{\"a\":\"bad key sk-canary/7f3e+9a21==\",\"b\":\"sk-canary\\/7f3e+9a21==\","
                + "\"c\":\"sk-canary\\u002F7f3e\\u002b9a21\\u003D\\u003d\","
                + "\"d\":\"sk-canary%2F7f3e%2b9a21%3D%3D\"}",
            "X-Request-Id",
            "for " + key,
            "X-Other",
            key));

    HttpAnswer answer = room.send(ApiKey.of(key), room.server.url("/")).get();

    assertEquals(
        "{\"a\":\"bad key [key]\",\"b\":\"[key]\",\"c\":\"[key]\",\"d\":\"[key]\"}", answer.body());
    assertEquals("for [key]", answer.requestId());
    assertFalse(answer.headers().toString().contains("7f3e"));
  }

  @Test
  void aKeyThatIsAnOrdinaryWordDoesNotSpoilTheAnswer() throws Exception {
    String body = "{\"video_url\":\"https://video.example.com/v.mp4\"}";
    room.server.enqueue(answer(200, body));

    assertEquals(body, room.send(ApiKey.of("video"), room.server.url("/")).get().body());
  }
}
