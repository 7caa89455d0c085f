package io.videotask.internal.engine;

import static io.videotask.internal.engine.FakeQuery.done;
import static io.videotask.internal.engine.FakeQuery.failing;
import static io.videotask.internal.engine.FakeQuery.running;
import static io.videotask.internal.engine.PollerFixture.thrown;
import static io.videotask.internal.engine.PollerFixture.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.internal.engine.FakeQuery.Trouble;
import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A single query, and its few repetitions. */
class RetryingQueryTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final PollerFixture room =
      new PollerFixture(new VirtualTime(Long.MAX_VALUE - 1_000_000_000L), Double.POSITIVE_INFINITY);

  private CompletableFuture<String> ask() {
    CompletableFuture<String> result = room.poller.ask(room.query, MINUTE, new FakeEndings());
    room.time.settle();
    return result;
  }

  @Test
  void anAnswerOfAnyKindIsTheEnd() {
    room.query.then(running());

    assertEquals("running", value(ask()));

    room.time.advance(MINUTE);
    assertEquals(1, room.query.times());
    assertEquals(0, room.time.alarms());
  }

  @Test
  void aFailureThatPassesIsSurvived() {
    room.query.then(2, failing()).then(done());

    CompletableFuture<String> result = ask();
    room.time.advance(MINUTE);

    assertEquals("done", value(result));
    assertTrue(room.query.gaps().get(0).compareTo(Duration.ofMillis(200)) <= 0);
    assertTrue(room.query.gaps().get(1).compareTo(Duration.ofMillis(400)) <= 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = PollResult.RetryAdvice.class,
      names = {"RETRY", "RETRY_SLOWER"})
  void threeAttemptsAreAllAndTheEarlierFailuresAreKept(PollResult.RetryAdvice remedy) {
    room.query.then(failing(remedy)).then(failing(remedy)).then(failing(remedy));

    CompletableFuture<String> result = ask();
    room.time.advance(MINUTE);

    assertEquals(2, thrown(Trouble.class, result).getSuppressed().length);
    assertEquals(3, room.query.times());
  }

  @ParameterizedTest
  @EnumSource(
      value = PollResult.RetryAdvice.class,
      mode = Mode.EXCLUDE,
      names = {"RETRY", "RETRY_SLOWER"})
  void whatAskingAgainCannotMendIsNotAskedAgain(PollResult.RetryAdvice remedy) {
    room.query.then(failing(remedy));

    assertEquals(remedy.name(), thrown(Trouble.class, ask()).getMessage());
    assertEquals(1, room.query.times());
  }

  @Test
  void aWishIsKeptExactly() {
    Duration wish = Duration.ofMillis(2500);
    room.query.then(failing(PollResult.RetryAdvice.RETRY_SLOWER, wish)).then(done());

    CompletableFuture<String> result = ask();
    room.time.advance(MINUTE);

    assertEquals("done", value(result));
    assertEquals(List.of(wish), room.query.gaps());
  }

  @Test
  void aWishBeyondTheLimitEndsItAtOnce() {
    room.query.then(failing(PollResult.RetryAdvice.RETRY, MINUTE));

    thrown(Trouble.class, ask());
    assertEquals(Duration.ZERO, room.time.elapsed());
    assertEquals(1, room.query.times());
  }

  @Test
  void theLimitEndsAQueryThatHangs() {
    room.query.thenHangs();
    CompletableFuture<String> result = ask();

    room.time.advance(MINUTE.minusNanos(1));
    assertFalse(result.isDone());
    room.time.advance(Duration.ofNanos(1));

    assertNull(thrown(FakeEndings.TimedOut.class, result).lastFailure);
    assertTrue(room.query.last().isCancelled());
  }

  @Test
  void theLimitEndsARepetitionThatHangsWithTheFailureBefore() {
    room.query.then(failing()).thenHangs();

    CompletableFuture<String> result = ask();
    room.time.advance(MINUTE);

    thrown(Trouble.class, result);
    assertTrue(room.query.last().isCancelled());
  }

  @Test
  void cancellingStopsEverything() {
    room.query.then(failing(PollResult.RetryAdvice.RETRY_SLOWER, Duration.ofSeconds(5)));
    CompletableFuture<String> result = ask();

    result.cancel(true);

    assertEquals(0, room.time.alarms());
    room.time.advance(MINUTE);
    assertEquals(1, room.query.times());
  }

  @Test
  void aQueryThatThrowsIsPassedOn() {
    room.query.thenComes(
        () -> {
          throw new NoClassDefFoundError("okhttp3/Call");
        });

    Throwable failure = thrown(IllegalStateException.class, ask());
    assertInstanceOf(NoClassDefFoundError.class, failure.getCause());
  }

  @Test
  void aQueryWhoseFutureBreaksIsPassedOn() {
    ArithmeticException defect = new ArithmeticException("a query's");
    room.query.thenComes(() -> CompletableFuture.failedFuture(defect));

    assertSame(defect, thrown(ArithmeticException.class, ask()));
    assertEquals(0, room.time.alarms());
  }

  @Test
  void aQueryThatComesToNothingSaysSo() {
    room.query.thenComes(() -> CompletableFuture.completedFuture(null));

    assertEquals(
        "a query without a result", thrown(IllegalStateException.class, ask()).getMessage());
  }

  @Test
  void whoeverIsAnsweredOrCannotAskTakesNobodysPlace() {
    StatusQuery<String> broken =
        () -> {
          throw new NoClassDefFoundError("okhttp3/Call");
        };
    for (int i = 0; i < 300; i++) {
      thrown(IllegalStateException.class, room.poller.ask(broken, MINUTE, new FakeEndings()));
    }
    room.query.then(done());
    for (int i = 0; i < 300; i++) {
      assertEquals("done", value(ask()));
    }
  }

  @Test
  void whoeverIsCancelledBeforeTheirTurnIsNotSentAndTakesNobodysPlace() {
    PollerFixture slow = new PollerFixture(new VirtualTime(), 1);
    slow.query.then(done());
    for (int i = 0; i < 300; i++) {
      CompletableFuture<String> quitter = slow.poller.ask(slow.query, MINUTE, new FakeEndings());
      quitter.cancel(true);
    }
    slow.time.advance(Duration.ofMinutes(10));
    int sent = slow.query.times();

    CompletableFuture<String> result = slow.poller.ask(slow.query, MINUTE, new FakeEndings());
    slow.time.advance(Duration.ofMinutes(10));

    assertEquals("done", value(result));
    assertTrue(sent <= 1, () -> sent + " were sent");
  }
}
