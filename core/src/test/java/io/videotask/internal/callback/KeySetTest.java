package io.videotask.internal.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** When public keys are fetched, and when the last ones are used. */
class KeySetTest {
  private static final Instant BEGIN = Instant.ofEpochSecond(1_790_000_000);
  private static final String ONE_KEY =
      "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\","
          + "\"x\":\"o0izUXUOJKiLkYXKnSiEeXtl6SMRNSPZLV0JYB8LuV8\"}]}";

  private final List<CompletableFuture<String>> fetches = new ArrayList<>();
  private String answer = ONE_KEY;
  private final KeySet keySet =
      new KeySet(
          () -> {
            CompletableFuture<String> fetch =
                answer.isEmpty()
                    ? CompletableFuture.failedFuture(new IllegalStateException("no network"))
                    : CompletableFuture.completedFuture(answer);
            fetches.add(fetch);
            return fetch;
          });

  private static Instant after(Duration duration) {
    return BEGIN.plus(duration);
  }

  @Test
  void keysAreFetchedOnceADay() {
    KeySet.Fetched first = keySet.current(BEGIN);
    assertSame(first, keySet.current(after(Duration.ofHours(24))));
    assertEquals(1, fetches.size());
    assertNotNull(keySet.current(after(Duration.ofHours(24).plusSeconds(1))));
    assertEquals(2, fetches.size());
  }

  @Test
  void aSignatureThatDoesNotFitCausesOneFetchAMinute() {
    KeySet.Fetched tried = keySet.current(BEGIN);
    assertNotNull(tried);
    for (int second = 0; second < 60; second++) {
      assertNull(keySet.newerThan(tried, after(Duration.ofSeconds(second))));
    }
    assertEquals(1, fetches.size());
    assertNotNull(keySet.newerThan(tried, after(Duration.ofSeconds(60))));
    assertEquals(2, fetches.size());
  }

  @Test
  void theLastKeysAreUsedWhileAFetchFails() {
    KeySet.Fetched good = keySet.current(BEGIN);
    answer = "";
    assertSame(good, keySet.current(after(Duration.ofHours(25))));
    assertSame(good, keySet.current(after(Duration.ofHours(30))));
    assertNull(keySet.current(after(Duration.ofHours(30).plusSeconds(61))));
    assertEquals(4, fetches.size());
  }

  @Test
  void anAnswerWithoutKeysReplacesNothing() {
    KeySet.Fetched good = keySet.current(BEGIN);
    assertNotNull(good);
    answer = "<html>404</html>";
    assertNull(keySet.newerThan(good, after(Duration.ofMinutes(2))));
    assertSame(good, keySet.current(after(Duration.ofMinutes(3))));
  }

  @Test
  void aFailedFetchIsNotRepeatedForAMinute() {
    answer = "";
    assertNull(keySet.current(BEGIN));
    assertNull(keySet.current(after(Duration.ofSeconds(59))));
    assertEquals(1, fetches.size());
    answer = ONE_KEY;
    assertNotNull(keySet.current(after(Duration.ofSeconds(60))));
  }

  @Test
  void aFetcherThatThrowsIsAFailedFetch() {
    KeySet throwing =
        new KeySet(
            () -> {
              throw new IllegalStateException("no client");
            });
    assertNull(throwing.current(BEGIN));
  }

  @Test
  void callsThatNeedKeysShareOneFetch() throws Exception {
    CompletableFuture<String> pending = new CompletableFuture<>();
    List<Thread> calls = new ArrayList<>();
    List<KeySet.Fetched> got = new ArrayList<>();
    int[] started = {0};
    KeySet shared =
        new KeySet(
            () -> {
              started[0]++;
              return pending;
            });
    for (int i = 0; i < 4; i++) {
      Thread call =
          new Thread(
              () -> {
                KeySet.Fetched keys = shared.current(BEGIN);
                synchronized (got) {
                  got.add(keys);
                }
              });
      call.start();
      calls.add(call);
    }
    while (calls.stream().anyMatch(call -> call.getState() != Thread.State.TIMED_WAITING)) {
      Thread.onSpinWait();
    }
    pending.complete(ONE_KEY);
    for (Thread call : calls) {
      call.join();
    }
    assertEquals(1, started[0]);
    assertEquals(4, got.stream().filter(keys -> keys != null).count());
  }
}
