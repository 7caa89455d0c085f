package io.videotask.internal.engine;

import static io.videotask.internal.engine.FakeQuery.failing;
import static io.videotask.internal.engine.FakeQuery.running;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.internal.engine.PollResult.RetryAdvice;
import io.videotask.time.VirtualTime;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one server's health is, and which lines it puts into the log. */
class ServerHealthTest {
  private static final String FAIL =
      "WARNING queries to the server of %s fail: FakeFailure; waits poll on until their deadlines";
  private static final String LIMITED =
      "WARNING the server of a limits the rate of our queries; they are spaced out";
  private static final String LIFTED =
      "INFO the server of a no longer limits the rate of our queries";

  private final ServerHealth health = new ServerHealth();

  /** Returns an instant by a clock that wraps around after ten seconds. */
  private static long at(double second) {
    return Long.MAX_VALUE - 10_000_000_000L + (long) (second * 1e9);
  }

  private static StatusQuery<String> task(String name) {
    return new NamedQuery(name, "s", new FakeQuery(new VirtualTime()));
  }

  private static @Nullable String text(ServerHealth.@Nullable Line line) {
    return line == null ? null : line.level() + " " + line.message().get();
  }

  private @Nullable String answer(String task, double second) {
    return text(health.record(running(), task(task), at(second)));
  }

  private @Nullable String fail(String task, double second) {
    return text(health.record(failing(), task(task), at(second)));
  }

  private @Nullable String limit(double second) {
    return text(health.rateLimited(task("a"), at(second)));
  }

  private @Nullable String lift(double second) {
    return text(health.limitLifted(task("a"), at(second)));
  }

  /** Fails three times until this second. */
  private @Nullable String failThrice(double second) {
    assertNull(fail("a", second - 2));
    assertNull(fail("a", second - 1));
    return fail("a", second);
  }

  @Test
  void theThirdFailureInARowIsLogged() {
    assertNull(fail("a", 0));
    assertNull(fail("a", 1));

    assertEquals(FAIL.formatted("a"), fail("a", 2));

    assertNull(fail("a", 3), "once");
  }

  @Test
  void anAnswerStartsTheCountAnew() {
    fail("a", 0);
    fail("a", 1);
    assertNull(answer("a", 2), "no failure was logged");

    assertEquals(FAIL.formatted("a"), failThrice(5));
  }

  @Test
  void failuresOfOneTaskAmongSeveralAreNotTheServers() {
    answer("b", 0);
    for (int i = 1; i < 10; i++) {
      assertNull(fail("a", i));
    }

    assertEquals(FAIL.formatted("b"), fail("b", 10));
  }

  @Test
  void eachRunOfFailuresHasTasksOfItsOwn() {
    fail("a", 0);
    fail("b", 1);
    answer("b", 2);

    assertNull(failThrice(5), "only one task has failed since");
    assertEquals(FAIL.formatted("b"), fail("b", 6));
  }

  @ParameterizedTest
  @EnumSource(
      value = RetryAdvice.class,
      names = {"RETRY", "RETRY_IN_WAIT", "RETRY_ONCE_ANSWERED"})
  void transientFailuresAreTheServers(RetryAdvice advice) {
    answer("a", 0);
    for (int i = 1; i < 3; i++) {
      assertNull(health.record(failing(advice), task("a"), at(i)));
    }

    assertEquals(FAIL.formatted("a"), text(health.record(failing(advice), task("a"), at(3))));
    assertEquals(at(0), health.lastAnswerBeforeFailures());
  }

  @ParameterizedTest
  @EnumSource(
      value = RetryAdvice.class,
      names = {"RETRY_SLOWER", "CONFIRM", "CONFIRM_ONCE_ANSWERED", "NONE"})
  void otherFailuresAreNot(RetryAdvice advice) {
    answer("a", 0);
    for (int i = 1; i < 10; i++) {
      assertNull(health.record(failing(advice), task("a"), at(i)));
    }

    assertNull(health.lastAnswerBeforeFailures());
  }

  @Test
  void aRecoveryIsLoggedOnceWithItsFailuresAndSeconds() {
    failThrice(2);
    fail("a", 3);

    assertEquals(
        "WARNING the server of b answers again, after 4 failed queries in 7 s", answer("b", 7.5));

    assertNull(answer("b", 8), "once");
  }

  @Test
  void afterARecentRecoveryOnlyFailuresOfAMinuteAreLogged() {
    failThrice(2);
    answer("a", 10);

    assertNull(failThrice(22));
    assertNull(fail("a", 79.9));
    assertEquals(FAIL.formatted("a"), fail("a", 80), "a minute after the first of them");
  }

  @Test
  void fiveMinutesAfterARecoveryFailuresAreLoggedAsBefore() {
    failThrice(2);
    answer("a", 10);

    assertNull(failThrice(309.9));
    assertEquals(FAIL.formatted("a"), fail("a", 310));
  }

  @Test
  void theLastAnswerCountsWhileQueriesFail() {
    assertNull(health.lastAnswerBeforeFailures());
    fail("a", 0);
    assertNull(health.lastAnswerBeforeFailures(), "it has never answered");
    answer("a", 1);
    assertNull(health.lastAnswerBeforeFailures(), "it answers");
    fail("a", 2);
    assertEquals(at(1), health.lastAnswerBeforeFailures());
    answer("a", 3);
    fail("a", 4);
    assertEquals(at(3), health.lastAnswerBeforeFailures());
  }

  @Test
  void oneTasksFailuresAreLoggedOnceInFiveMinutes() {
    assertTrue(health.mayLogTask(at(0)));
    assertFalse(health.mayLogTask(at(0)));
    assertFalse(health.mayLogTask(at(299.9)));
    assertTrue(health.mayLogTask(at(300)));
    assertFalse(health.mayLogTask(at(301)));
  }

  @Test
  void oneTasksFailuresAreNotLoggedWhileTheServerFails() {
    failThrice(2);
    assertFalse(health.mayLogTask(at(3)));

    answer("a", 4);

    assertTrue(health.mayLogTask(at(5)));
  }

  @Test
  void theThirdRateLimitIsLoggedOnceAndSoIsItsEnd() {
    assertNull(limit(0));
    assertNull(limit(1));
    assertEquals(LIMITED, limit(2));
    assertNull(limit(3), "once");

    assertEquals(LIFTED, lift(4));
    assertNull(lift(5), "once");
  }

  @Test
  void theEndOfARateLimitStartsTheCountAnew() {
    limit(0);
    limit(1);
    assertNull(lift(2), "it was not logged");

    assertNull(limit(3));
    assertNull(limit(4));
    assertEquals(LIMITED, limit(5));
  }

  @Test
  void aRateLimitThatComesBackWithinFiveMinutesIsNotLogged() {
    for (int i = 0; i < 3; i++) {
      limit(i);
    }
    lift(10);
    for (int i = 20; i < 30; i++) {
      assertNull(limit(i));
    }
    assertNull(lift(31), "nor is its end");

    assertNull(limit(308));
    assertNull(limit(309));
    assertNull(limit(309.9));
    assertEquals(LIMITED, limit(310));
  }

  @Test
  void aFailureThatCannotBeDescribedIsNamed() {
    StatusQuery<String> query =
        new StatusQuery<>() {
          @Override
          public CompletableFuture<PollResult<String>> send() {
            return new CompletableFuture<>();
          }

          @Override
          public String describe(RuntimeException failure) {
            throw new IllegalStateException("cannot be described");
          }
        };
    PollResult.Failed<String> failed = (PollResult.Failed<String>) failing();

    assertEquals("FakeFailure", ServerHealth.describe(failed, query));
  }
}
