package io.videotask.internal.engine;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.poll.PollListener;
import io.videotask.schedule.Schedule;
import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A poller on virtual time, with a scripted query. */
public final class PollerFixture {
  /** Callbacks run on the calling thread. */
  static final PollerThreads CALLER_RUNS =
      new PollerThreads(Runnable::run, Runnable::run, Runnable::run, Runnable::run);

  public final VirtualTime time;
  public final Poller poller;
  public final FakeQuery query;
  final FakeLogger log = new FakeLogger();

  public PollerFixture() {
    this(new VirtualTime(), Double.POSITIVE_INFINITY);
  }

  public PollerFixture(VirtualTime time, double requestsPerSecond) {
    this(time, new RateLimits(new RateLimiter(requestsPerSecond, time)));
  }

  PollerFixture(VirtualTime time, RateLimits rateLimits) {
    this.time = time;
    this.poller = new Poller(time, new Random(42), rateLimits, CALLER_RUNS, () -> log);
    this.query = new FakeQuery(time);
  }

  /** Returns a plan that polls every ten seconds. */
  static WaitPlan<String> plan(Duration timeout) {
    return plan(timeout, Schedule.fixed(Duration.ofSeconds(10)));
  }

  public static WaitPlan<String> plan(Duration timeout, Schedule schedule) {
    return plan(timeout, schedule, new PollListener<>() {});
  }

  public static WaitPlan<String> plan(
      Duration timeout, Schedule schedule, @Nullable PollListener<String> listener) {
    return new WaitPlan<>(timeout, schedule, null, listener, new FakeWaitFailures());
  }

  /** Returns a schedule that leaves the delay after a failure to the backoff. */
  public static Schedule every(Duration delay) {
    return (scheduleContext, random) -> delay;
  }

  WaitHandle<String> await(WaitPlan<String> plan) {
    WaitHandle<String> wait = poller.await(query, plan);
    time.settle();
    return wait;
  }

  /** Returns the result of a future that must have completed. */
  static <T> T value(CompletableFuture<T> future) {
    assertTrue(future.isDone(), "has not ended");
    return future.join();
  }

  static <T extends Throwable> T thrown(Class<T> type, CompletableFuture<?> future) {
    assertTrue(future.isDone(), "has not ended");
    ExecutionException e = assertThrows(ExecutionException.class, future::get);
    return assertInstanceOf(type, e.getCause());
  }
}
