package io.videotask.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Single queries whose requests the calling thread sends itself. */
class CallerThreadQueryTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final VirtualTime time = new VirtualTime();
  private static final Executor UNUSED =
      task -> {
        throw new AssertionError("no other thread is needed");
      };

  private final Poller poller =
      new Poller(
          time,
          new Random(42),
          new RateLimits(new RateLimiter(Double.POSITIVE_INFINITY, time)),
          new PollerThreads(UNUSED, UNUSED, Runnable::run, Runnable::run),
          FakeLogger::new);

  /** A query that only the calling thread can send. */
  private record CallerThreadQuery(Supplier<CompletableFuture<PollResult<String>>> sent)
      implements StatusQuery<String> {
    @Override
    public CompletableFuture<PollResult<String>> send() {
      throw new AssertionError("sent by another thread");
    }

    @Override
    public CompletableFuture<PollResult<String>> send(Executor caller) {
      return sent.get();
    }
  }

  private String send(Supplier<CompletableFuture<PollResult<String>>> sent) throws Exception {
    return poller.queryOnCallerThread(
        new CallerThreadQuery(sent), MINUTE, new FakeWaitFailures(), new RetryBudget());
  }

  private static CompletableFuture<PollResult<String>> done() {
    return CompletableFuture.completedFuture(FakeQuery.done());
  }

  @Test
  void theCallingThreadSendsTheRequest() throws Exception {
    List<Thread> by = new ArrayList<>();

    String answer =
        send(
            () -> {
              by.add(Thread.currentThread());
              return done();
            });

    assertEquals("done", answer);
    assertEquals(List.of(Thread.currentThread()), by);
  }

  @Test
  void aQueryThatIgnoresTheCallerExecutorIsSent() throws Exception {
    FakeQuery plain = new FakeQuery(time).then(FakeQuery.done());

    assertEquals(
        "done",
        poller.queryOnCallerThread(plain, MINUTE, new FakeWaitFailures(), new RetryBudget()));
  }

  @Test
  void theWatchdogRunsOnlyWhileAThreadWaits() throws Exception {
    List<Integer> scheduled = new ArrayList<>();

    send(
        () -> {
          time.advance(Duration.ofSeconds(1));
          scheduled.add(time.timers());
          return done();
        });

    assertEquals(List.of(1), scheduled);
    time.advance(Duration.ofSeconds(1));
    assertEquals(0, time.timers());
  }

  @Test
  void anInterruptCancelsTheRequestWithin20ms() {
    CompletableFuture<PollResult<String>> request = new CompletableFuture<>();

    assertThrows(
        InterruptedException.class,
        () ->
            send(
                () -> {
                  Thread.currentThread().interrupt();
                  time.advance(Duration.ofMillis(20));
                  return request;
                }));

    assertTrue(request.isCancelled());
    assertFalse(Thread.currentThread().isInterrupted(), "consumed, as by any wait");
  }

  @Test
  void theTimeoutCancelsTheRequest() {
    CompletableFuture<PollResult<String>> request = new CompletableFuture<>();

    ExecutionException e =
        assertThrows(
            ExecutionException.class,
            () ->
                send(
                    () -> {
                      time.advance(MINUTE.minusMillis(20));
                      assertEquals(1, time.timers(), "not yet");
                      time.advance(Duration.ofMillis(20));
                      return request;
                    }));

    assertTrue(request.isCancelled());
    assertInstanceOf(FakeWaitFailures.TimedOut.class, e.getCause());
  }

  @Test
  void aQueryThatCannotBeSentThrowsAndFreesItsPlace() throws Exception {
    NoClassDefFoundError defect = new NoClassDefFoundError("okhttp3/Call");
    for (int i = 0; i < 300; i++) {
      ExecutionException e =
          assertThrows(
              ExecutionException.class,
              () ->
                  send(
                      () -> {
                        throw defect;
                      }));
      assertSame(defect, RootCause.of(Objects.requireNonNull(e.getCause())).getCause());
    }

    assertEquals("done", send(CallerThreadQueryTest::done));
  }

  @Test
  void anAnsweredQueryFreesItsPlaceOnce() throws Exception {
    for (int i = 0; i < 300; i++) {
      assertEquals("done", send(CallerThreadQueryTest::done));
    }
    FakeQuery hanging = new FakeQuery(time).thenHangs();
    for (int i = 0; i < 300; i++) {
      poller.query(new NamedQuery("t" + i, "", hanging), MINUTE, new FakeWaitFailures());
    }

    assertEquals(256, hanging.times());
  }
}
