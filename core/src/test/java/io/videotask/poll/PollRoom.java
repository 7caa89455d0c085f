package io.videotask.poll;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A poller on virtual time, with one query to play with. */
final class PollRoom {
  /** Callbacks run wherever they come up. */
  static final Poller.Threads HERE =
      new Poller.Threads(Runnable::run, Runnable::run, Runnable::run, Runnable::run);

  final VirtualTime time;
  final Poller poller;
  final FakeQuery query;
  final FakeLogger log = new FakeLogger();

  PollRoom() {
    this(new VirtualTime(), Double.POSITIVE_INFINITY);
  }

  PollRoom(VirtualTime time, double requestsPerSecond) {
    this.time = time;
    this.poller =
        new Poller(time, new Random(42), new RequestPace(requestsPerSecond, time), HERE, () -> log);
    this.query = new FakeQuery(time);
  }

  /** A plan that asks every ten seconds. */
  static Poller.Plan<String> plan(Duration timeout) {
    return plan(timeout, Schedule.fixed(Duration.ofSeconds(10)));
  }

  static Poller.Plan<String> plan(Duration timeout, Schedule schedule) {
    return plan(timeout, schedule, new PollListener<>() {});
  }

  static Poller.Plan<String> plan(
      Duration timeout, Schedule schedule, PollListener<String> listener) {
    return new Poller.Plan<>(timeout, schedule, null, listener, new FakeEndings());
  }

  /** A schedule that leaves the delay after a failure to the backoff. */
  static Schedule every(Duration delay) {
    return (situation, random) -> delay;
  }

  Poller.Handle<String> await(Poller.Plan<String> plan) {
    Poller.Handle<String> wait = poller.await(query, plan);
    time.settle();
    return wait;
  }

  /** What a future that must have ended came to. */
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
