package io.videotask.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.poll.FailureBudget;
import io.videotask.time.SystemTimeSource;
import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each wait ends exactly once, with the expected result, under random faults and concurrency. */
class PollerContextTest {
  private static final Duration HOUR = Duration.ofHours(1);

  /** A task that finishes at a random time, with random failures of its queries. */
  private static final class Task implements StatusQuery<String> {
    private final int number;
    private final VirtualTime time;
    private final Random random;
    private final Duration endsAt;
    private final List<CompletableFuture<PollResult<String>>> open = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private String mayEnd = "done|timed out";

    Task(int number, VirtualTime time, Random random) {
      this.number = number;
      this.time = time;
      this.random = random;
      this.endsAt = Duration.ofSeconds(random.nextInt(5000));
    }

    @Override
    public CompletableFuture<PollResult<String>> send() {
      CompletableFuture<PollResult<String>> pollResult = new CompletableFuture<>();
      open.removeIf(CompletableFuture::isDone);
      assertTrue(open.isEmpty(), "one query at a time");
      open.add(pollResult);
      switch (random.nextInt(20)) {
        case 0 -> pollResult.complete(FakeQuery.failing());
        case 1 ->
            pollResult.complete(
                FakeQuery.failing(PollResult.RetryAdvice.RETRY_SLOWER, Duration.ofSeconds(5)));
        case 2 -> pollResult.complete(FakeQuery.failing(PollResult.RetryAdvice.RETRY_IN_WAIT));
        case 3 -> pollResult.complete(state());
        default ->
            time.schedule(
                Duration.ofMillis(random.nextInt(30_000)), () -> pollResult.complete(state()));
      }
      return pollResult;
    }

    @Override
    public Object server() {
      return number % 40;
    }

    private PollResult<String> state() {
      return time.elapsed().compareTo(endsAt) >= 0 ? FakeQuery.done() : FakeQuery.running();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void eachWaitWithRandomFaultsEndsOnceAndCorrectly(long seed) {
    eachEndsOnceAndCorrectly(4_000, seed);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void eachOf25000WaitsWithRandomFaultsEndsOnceAndCorrectly(long seed) {
    eachEndsOnceAndCorrectly(25_000, seed);
  }

  private static void eachEndsOnceAndCorrectly(int waits, long seed) {
    Random random = new Random(seed);
    VirtualTime time = new VirtualTime();
    Poller poller =
        new Poller(time, random, new RateLimiter(Double.POSITIVE_INFINITY, time), Runnable::run);
    FailureBudget endless = new FailureBudget(Integer.MAX_VALUE, Duration.ofDays(1));
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < waits; i++) {
      Task task = new Task(i, time, random);
      tasks.add(task);
      WaitPlan<String> plan =
          new WaitPlan<>(
              HOUR,
              PollerFixture.every(Duration.ofMinutes(8)),
              endless,
              null,
              new FakeWaitFailures());
      WaitHandle<String> wait = poller.await(task, plan);
      wait.result().whenComplete((value, thrown) -> task.ends.add(end(value, thrown)));
      Duration meanwhile = Duration.ofSeconds(random.nextInt(5000));
      switch (random.nextInt(6)) {
        case 0 -> {
          task.mayEnd += "|cancelled";
          time.schedule(meanwhile, () -> wait.result().cancel(true));
        }
        case 1 -> {
          task.mayEnd += "|completed";
          time.schedule(meanwhile, () -> wait.result().complete("completed"));
        }
        case 2 -> time.schedule(meanwhile, wait::pollNow);
        default -> {}
      }
    }

    time.advance(Duration.ofMinutes(50));
    long open = tasks.stream().filter(task -> task.ends.isEmpty()).count();
    assertTrue(open > waits / 25, "otherwise close() proves nothing");
    tasks.stream().filter(task -> task.ends.isEmpty()).forEach(task -> task.mayEnd = "closed");
    poller.close();
    time.advance(HOUR);

    for (Task task : tasks) {
      assertEquals(1, task.ends.size(), () -> task.number + " ended with " + task.ends);
      assertTrue(
          List.of(task.mayEnd.split("\\|", -1)).contains(task.ends.get(0)),
          () -> task.number + " ended with " + task.ends + ", not " + task.mayEnd);
      assertTrue(task.open.stream().allMatch(CompletableFuture::isDone), "no call is left behind");
      if (task.ends.get(0).equals("done")) {
        assertFalse(task.endsAt.compareTo(Duration.ofMinutes(50)) > 0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void concurrentPollsAndCancellationsEndEveryWait(int round) throws Exception {
    SystemTimeSource time = new SystemTimeSource();
    CallbackExecutor callbacks = new CallbackExecutor(time, "callbacks-");
    Poller poller =
        new Poller(
            time, new Random(round), new RateLimiter(Double.POSITIVE_INFINITY, time), callbacks);
    AtomicInteger ended = new AtomicInteger();
    int all = 5000;
    CountDownLatch allEnded = new CountDownLatch(all);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (int i = 0; i < all; i++) {
      int number = i;
      AtomicInteger left = new AtomicInteger(number % 20);
      StatusQuery<String> query =
          () ->
              CompletableFuture.supplyAsync(
                  () ->
                      left.decrementAndGet() < 0
                          ? FakeQuery.done()
                          : number % 3 == 0 ? FakeQuery.failing() : FakeQuery.running(),
                  threads);
      threads.execute(
          () -> {
            WaitHandle<String> wait =
                poller.await(
                    query,
                    PollerFixture.plan(
                        HOUR, PollerFixture.every(Duration.ofMillis(10 + number % 5))));
            wait.result()
                .whenComplete(
                    (value, thrown) -> {
                      ended.incrementAndGet();
                      allEnded.countDown();
                    });
            if (number % 4 == 0) {
              threads.execute(wait::pollNow);
            }
            if (ThreadLocalRandom.current().nextInt(8) == 0) {
              threads.execute(() -> wait.result().cancel(true));
            }
          });
    }
    allEnded.await(2, TimeUnit.SECONDS);
    poller.close();

    assertTrue(allEnded.await(30, TimeUnit.SECONDS), () -> allEnded.getCount() + " never ended");
    assertEquals(all, ended.get());
    threads.shutdownNow();
    callbacks.close();
    time.close();
  }

  private static String end(@Nullable String value, @Nullable Throwable thrown) {
    if (thrown == null) {
      return String.valueOf(value);
    }
    return thrown instanceof FakeWaitFailures.TimedOut
        ? "timed out"
        : thrown instanceof FakeWaitFailures.Closed
            ? "closed"
            : thrown instanceof java.util.concurrent.CancellationException
                ? "cancelled"
                : thrown.toString();
  }
}
