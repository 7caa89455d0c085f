package io.videotask.internal.engine;

import static io.videotask.internal.engine.FakeQuery.done;
import static io.videotask.internal.engine.FakeQuery.failing;
import static io.videotask.internal.engine.FakeQuery.running;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.poll.PollListener;
import io.videotask.schedule.Schedule;
import io.videotask.schedule.ScheduleContext;
import io.videotask.schedule.TimingHints;
import io.videotask.time.SystemTimeSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Makes each user callback misbehave in each way: the methods of the types that callers implement
 * are found by reflection. Other waits are not affected, and the wait itself ends.
 */
class CallbackFailuresTest {
  private static final Duration DEADLINE = Duration.ofSeconds(4);
  private static final Map<String, CompletableFuture<Void>> RUNS = new LinkedHashMap<>();

  /** How a callback misbehaves. */
  enum Manner {
    THROWS,
    OVERFLOWS,
    RUNS_OUT_OF_MEMORY,
    FAILS_AN_ASSERTION,
    BLOCKS
  }

  /** Methods that run on the caller's thread, before the wait begins. */
  private static final Predicate<String> CALLED_BEFORE_THE_WAIT =
      List.of(
              "StatusQuery.task",
              "StatusQuery.server",
              "StatusQuery.gatewayName",
              "StatusQuery.group")
          ::contains;

  static Stream<Arguments> places() {
    List<String> places =
        new ArrayList<>(List.of("a dependent", "the cancelling of a call", "the log"));
    for (Class<?> type : List.of(PollListener.class, Schedule.class, StatusQuery.class)) {
      for (Method method : type.getDeclaredMethods()) {
        if (!Modifier.isStatic(method.getModifiers()) && !method.isSynthetic()) {
          places.add(type.getSimpleName() + "." + method.getName());
        }
      }
    }
    // A wait's own listener is called from other code than the plan's.
    Stream.of(PollListener.class.getDeclaredMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
        .forEach(method -> places.add("own." + method.getName()));
    List<Arguments> all =
        places.stream()
            .distinct()
            .filter(CALLED_BEFORE_THE_WAIT.negate())
            .flatMap(place -> Stream.of(Manner.values()).map(manner -> Arguments.of(place, manner)))
            .toList();
    // Each case takes until a deadline, so all of them run concurrently.
    ExecutorService threads = Executors.newFixedThreadPool(70);
    for (Arguments each : all) {
      Case run = new Case(String.valueOf(each.get()[0]), (Manner) each.get()[1]);
      RUNS.put(each.get()[0] + " " + each.get()[1], CompletableFuture.runAsync(run, threads));
    }
    threads.shutdown();
    return all.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("places")
  void affectsNoOtherWait(String place, Manner manner) {
    Objects.requireNonNull(RUNS.get(place + " " + manner)).join();
  }

  /** One callback, one way to misbehave, and its own poller. */
  private static final class Case implements Runnable {
    private final SystemTimeSource time = new SystemTimeSource();
    private final List<CallbackExecutor> threads =
        Stream.of("a", "b", "c", "d").map(name -> new CallbackExecutor(time, name)).toList();
    private final FakeLogger log = new FakeLogger();
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicBoolean called = new AtomicBoolean();

    private void close() {
      released.countDown();
      threads.forEach(CallbackExecutor::close);
      time.close();
    }

    private final String place;
    private final Manner manner;

    Case(String place, Manner manner) {
      this.place = place;
      this.manner = manner;
    }

    @Override
    public void run() {
      try {
        affectsNoOtherWait();
      } catch (Exception e) {
        throw new IllegalStateException(place + " " + manner, e);
      } finally {
        close();
      }
    }

    private void misbehave() throws InterruptedException {
      called.set(true);
      switch (manner) {
        case THROWS -> throw new IllegalStateException("from a callback");
        case OVERFLOWS -> throw new StackOverflowError("from a callback");
        case RUNS_OUT_OF_MEMORY -> throw new OutOfMemoryError("from a callback");
        case FAILS_AN_ASSERTION -> throw new AssertionError("from a callback");
        case BLOCKS -> released.await();
      }
    }

    /** Wraps the delegate; the callback under test misbehaves. */
    private <T> T misbehaving(Class<T> type, String name, T delegate) {
      Object proxy =
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (self, method, arguments) -> {
                if (place.equals(name + "." + method.getName())) {
                  misbehave();
                }
                try {
                  return method.invoke(delegate, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
      return type.cast(proxy);
    }

    @SuppressWarnings("unchecked")
    private void affectsNoOtherWait() throws Exception {
      Poller poller =
          new Poller(
              time,
              new Random(1),
              new RateLimits(new RateLimiter(9, time)),
              new PollerThreads(threads.get(0), threads.get(1), threads.get(2), threads.get(3)),
              () -> {
                if (place.equals("the log")) {
                  quietly(() -> misbehave());
                }
                return log;
              });
      WaitHandle<String> victim =
          poller.await(
              misbehaving(StatusQuery.class, "StatusQuery", query()),
              new WaitPlan<>(
                  DEADLINE,
                  misbehaving(Schedule.class, "Schedule", schedule()),
                  null,
                  misbehaving(PollListener.class, "PollListener", new PollListener<>() {}),
                  new FakeWaitFailures()),
              FirstPoll.AT_ONCE,
              misbehaving(PollListener.class, "own", new PollListener<>() {}));
      if (place.equals("Schedule.delayAfterCallback")) {
        poller.callback("victim", true);
      }
      if (place.equals("a dependent")) {
        victim.result().whenComplete((value, thrown) -> quietly(() -> misbehave()));
      }

      FakeQuery delegate = new FakeQuery(time).then(running()).then(failing()).then(done());
      WaitPlan<String> plan =
          new WaitPlan<>(
              Duration.ofSeconds(30),
              PollerFixture.every(Duration.ofMillis(30)),
              null,
              new PollListener<>() {},
              new FakeWaitFailures());
      CompletableFuture<String> other =
          poller.await(new NamedQuery("other", "s", delegate), plan).result();
      CompletableFuture<String> expiring =
          poller
              .await(
                  new NamedQuery("late", "t", new FakeQuery(time).thenHangs()),
                  PollerFixture.plan(DEADLINE.plusMillis(200)))
              .result();

      assertEquals("done", other.get(20, TimeUnit.SECONDS));
      assertTrue(
          assertThrows(ExecutionException.class, () -> expiring.get(20, TimeUnit.SECONDS))
                  .getCause()
              instanceof FakeWaitFailures.TimedOut);
      assertEnds(victim.result());
      poller.close();
      assertTrue(called.get(), "the callback was called");
    }

    /** Asserts that the wait has ended, normally or exceptionally. */
    private static void assertEnds(CompletableFuture<String> victim) throws Exception {
      try {
        victim.get(20, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        assertTrue(e.getCause() != null);
      }
    }

    private interface Action {
      void run() throws Exception;
    }

    private static void quietly(Action action) {
      try {
        action.run();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    private static Schedule schedule() {
      return new Schedule() {
        @Override
        public Duration delay(ScheduleContext scheduleContext, RandomGenerator random) {
          return Duration.ofMillis(20);
        }

        @Override
        public Duration delayAfterFailure(Duration backoff) {
          return Duration.ofMillis(20);
        }
      };
    }

    /**
     * Answers, fails, throws, and then hangs; the future of the hanging call may misbehave when
     * cancelled.
     */
    private StatusQuery<String> query() {
      AtomicInteger sent = new AtomicInteger();
      return new StatusQuery<>() {
        @Override
        public CompletableFuture<PollResult<String>> send() {
          int number = sent.getAndIncrement();
          if (number > 0 && place.equals("the cancelling of a call")) {
            // Soon: on a busy machine the script may not get to its end before the deadline.
            return hanging();
          }
          return switch (number) {
            case 0, 6 -> CompletableFuture.completedFuture(running());
            case 1, 2, 3 -> CompletableFuture.completedFuture(failing());
            case 4 -> CompletableFuture.failedFuture(new StackOverflowError());
            case 5 ->
                CompletableFuture.completedFuture(
                    new PollResult.Answered<>(
                        "unconfirmed", true, true, TimingHints.of(null, null), null));
            default -> hanging();
          };
        }

        private CompletableFuture<PollResult<String>> hanging() {
          return new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterrupt) {
              if (place.equals("the cancelling of a call")) {
                quietly(() -> misbehave());
              }
              return super.cancel(mayInterrupt);
            }
          };
        }

        @Override
        public Object task() {
          return "victim";
        }

        @Override
        public Object server() {
          return "victim's";
        }

        @Override
        public List<String> notes(String snapshot) {
          return List.of(snapshot);
        }
      };
    }
  }
}
