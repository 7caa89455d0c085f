package io.videotask.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.auth.ApiKey;
import io.videotask.error.ErrorKind;
import io.videotask.gateway.Gateway;
import io.videotask.http.RequestListener;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys are sent to the gateway only, and a changed key is used at once. */
class SecretsFaultsTest {
  static List<String> unusableKeys() {
    return List.of(
        "",
        "  ",
        FaultFixture.KEY + "\r\nX-Evil: 1",
        FaultFixture.KEY + "\tx",
        FaultFixture.KEY + "\u00a0x",
        FaultFixture.KEY + "\u200b",
        FaultFixture.KEY + "密钥",
        FaultFixture.KEY + "\0",
        FaultFixture.KEY + " " + FaultFixture.KEY,
        "k".repeat(10_240));
  }

  @ParameterizedTest
  @MethodSource("unusableKeys")
  void aKeyThatCannotBeSentIsRefusedWithoutBeingShown(String key) throws Exception {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> ApiKey.of(key));
    FaultFixture.assertNoSecret(FaultFixture.printed(e));
    try (RawServer server = authorising(FaultFixture.KEY);
        FaultFixture fixture = supplied(server, () -> key)) {
      fixture.failed(ErrorKind.AUTHENTICATION);
      assertEquals(0, server.requests());
    }
  }

  @Test
  void whitespaceAroundAKeyIsIgnored(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "\n " + FaultFixture.KEY + " \r\n\n");
    try (RawServer server = authorising(FaultFixture.KEY);
        FaultFixture fixture =
            new FaultFixture(
                Gateway.newApi(server.url(), ApiKey.fromFile(file)), s -> {}, h -> {})) {
      assertEquals(TaskState.COMPLETED, fixture.answered().state());
    }
  }

  @Test
  void aSupplierThatFailsOrReturnsNoKeyIsAnAuthenticationError() throws Exception {
    List<Supplier<String>> bad =
        List.of(
            () -> null,
            () -> {
              throw new IllegalStateException("the vault says " + FaultFixture.KEY);
            },
            () -> {
              throw new StackOverflowError(FaultFixture.KEY);
            });
    for (Supplier<String> supplier : bad) {
      try (RawServer server = authorising(FaultFixture.KEY);
          FaultFixture fixture = supplied(server, supplier)) {
        fixture.failed(ErrorKind.AUTHENTICATION);
        assertEquals(0, server.requests());
      }
    }
  }

  @Test
  void aBlockingSupplierDoesNotDelayAQueryBeyondItsTimeLimit() throws Exception {
    try (RawServer server = authorising(FaultFixture.KEY);
        FaultFixture fixture =
            new FaultFixture(
                Gateway.newApi(server.url(), ApiKey.suppliedBy(SecretsFaultsTest::slowly)),
                settings -> settings.requestTimeout(Duration.ofMillis(200)),
                http -> {})) {
      long begun = System.nanoTime();
      assertThrows(RuntimeException.class, () -> fixture.videos.query(FaultFixture.REF));
      assertTrue(System.nanoTime() - begun < Duration.ofSeconds(3).toNanos());
    }
  }

  @Test
  void aRefusedKeyIsNotRetriedButANewOneIs() throws Exception {
    try (RawServer server = authorising("sk-new")) {
      try (FaultFixture fixture = supplied(server, () -> FaultFixture.KEY)) {
        fixture.failed(ErrorKind.AUTHENTICATION);
        assertEquals(1, server.requests(), "the same key is not tried twice");
      }
      AtomicInteger asked = new AtomicInteger();
      try (FaultFixture fixture =
          supplied(server, () -> asked.incrementAndGet() == 1 ? FaultFixture.KEY : "sk-new")) {
        assertEquals(TaskState.COMPLETED, fixture.answered().state());
        assertEquals(3, server.requests());
      }
    }
  }

  @Test
  void aHundredWaitsOverARotationCostOneMoreRequestEachAtMost() throws Exception {
    AtomicReference<String> key = new AtomicReference<>(FaultFixture.KEY);
    AtomicReference<String> accepted = new AtomicReference<>(FaultFixture.KEY);
    try (RawServer server =
            new RawServer(
                (exchange, number) -> {
                  if (exchange.head().contains("Bearer " + accepted.get() + "\r\n")) {
                    exchange.answer(FaultFixture.DONE);
                  } else {
                    key.set("sk-new");
                    exchange.say("HTTP/1.1 401 U\r\nContent-Length: 0\r\n\r\n");
                  }
                });
        FaultFixture fixture = supplied(server, key::get)) {
      accepted.set("sk-new");
      List<CompletableFuture<VideoTask>> queries = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        queries.add(fixture.videos.queryAsync(FaultFixture.REF));
      }
      for (CompletableFuture<VideoTask> query : queries) {
        assertEquals(TaskState.COMPLETED, query.get().state());
      }
      assertTrue(server.requests() <= 200, server.requests() + " requests");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "\0", "a\nb", "a\r\nb"})
  void anIdThatCouldChangeThePathIsRefused(String id) {
    assertThrows(IllegalArgumentException.class, () -> new TaskRef("new-api", id));
    assertThrows(IllegalArgumentException.class, () -> TaskRef.parse("new-api:" + id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "-", "...", "~", "_x.y", "a:b:c", "a@b", "a+b==", "306792606023824"})
  void anUnusualValidIdIsSentUnchanged(String id) throws Exception {
    AtomicReference<String> head = new AtomicReference<>("");
    try (RawServer server =
            new RawServer(
                (exchange, number) -> {
                  head.set(exchange.head());
                  exchange.answer("{\"status\":\"processing\"}");
                });
        FaultFixture fixture = new FaultFixture(server.url())) {
      assertEquals(TaskState.IN_PROGRESS, fixture.videos.query(new TaskRef("new-api", id)).state());
      String path = head.get().split(" ", 3)[1];
      assertEquals("/v1/video/generations/" + id, java.net.URI.create(path).getPath());
    }
  }

  @Test
  void printableTextsContainNoKey() throws Exception {
    List<String> log = Collections.synchronizedList(new ArrayList<>());
    try (RawServer server = authorising(FaultFixture.KEY);
        FaultFixture fixture =
            new FaultFixture(
                server.url(),
                settings -> settings.requestListener(RequestListener.printingTo(log::add)))) {
      VideoTask task = fixture.answered();
      Gateway gateway = Gateway.newApi(server.url(), ApiKey.of(FaultFixture.KEY));
      for (Object printed : List.of(fixture.videos, gateway, ApiKey.of(FaultFixture.KEY), log)) {
        FaultFixture.assertNoSecret(printed.toString());
      }
      assertFalse(task.toString().contains(FaultFixture.KEY));
      assertTrue(log.get(0).matches("GET /v1/video/generations/task_1 200 [0-9]+ ms"), log.get(0));
      Thread.getAllStackTraces()
          .keySet()
          .forEach(thread -> FaultFixture.assertNoSecret(thread.getName()));
    }
  }

  private static FaultFixture supplied(RawServer server, Supplier<String> key) {
    Gateway gateway = Gateway.newApi(server.url(), ApiKey.suppliedBy(key));
    return new FaultFixture(gateway, settings -> {}, http -> {});
  }

  private static RawServer authorising(String key) throws Exception {
    return new RawServer(
        (exchange, number) -> {
          if (exchange.head().contains("Authorization: Bearer " + key + "\r\n")) {
            exchange.answer(FaultFixture.DONE);
          } else {
            exchange.say("HTTP/1.1 401 U\r\nContent-Length: 0\r\n\r\n");
          }
        });
  }

  private static String slowly() {
    try {
      Thread.sleep(1_500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return FaultFixture.KEY;
  }
}
