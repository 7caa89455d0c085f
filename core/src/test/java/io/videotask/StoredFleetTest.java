package io.videotask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.internal.engine.FirstPoll;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.engine.PollState;
import io.videotask.internal.engine.PollStep;
import io.videotask.internal.engine.Poller;
import io.videotask.internal.engine.RateLimiter;
import io.videotask.internal.engine.WaitFailures;
import io.videotask.internal.engine.WaitPlan;
import io.videotask.schedule.HistoryKey;
import io.videotask.schedule.Schedule;
import io.videotask.schedule.TimingHints;
import io.videotask.task.TaskRef;
import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Waits that are saved as JSON and restored at every step poll like waits in memory: a simulated
 * fleet of both, on virtual time.
 */
class StoredFleetTest {
  private static final HistoryKey KIND = new HistoryKey("simulated", null, null);
  private static final Duration DEADLINE = Duration.ofDays(1);

  /** One in so many queries fails. */
  private static final int FAILURES = 20;

  private final VirtualTime time = new VirtualTime();
  private final List<Task> tasks = new ArrayList<>();
  private int requests;
  private double delay;
  private int ended;

  /** A task that was created and ends at these seconds since the start, with its own failures. */
  private record Task(
      int number, double created, double end, boolean reportsProgress, Random luck) {
    PollResult<String> answer(double now) {
      if (luck.nextInt(FAILURES) == 0) {
        return new PollResult.Failed<>(
            new IllegalStateException("503"),
            luck.nextBoolean()
                ? PollResult.RetryAdvice.RETRY
                : PollResult.RetryAdvice.RETRY_ONCE_ANSWERED,
            null);
      }
      double done = Math.min(1, (now - created) / (end - created));
      Integer progress = reportsProgress ? ((int) (done * 10)) * 10 : null;
      TimingHints hints =
          new TimingHints(
              reportsProgress ? "steady" : "silent",
              done < 0.1,
              progress,
              null,
              null,
              List.of(),
              null);
      return new PollResult.Answered<>("", now >= end, luck.nextInt(50) == 0, hints, null);
    }
  }

  private void draw(int number) {
    Random random = new Random(17);
    double at = 0;
    for (int i = 0; i < number; i++) {
      at -= 20 * Math.log(1 - random.nextDouble());
      double lasting = 120 * Math.exp(0.45 * random.nextGaussian());
      tasks.add(new Task(i, at, at + lasting, random.nextInt(3) == 0, new Random(i)));
    }
  }

  private double seconds() {
    return time.elapsed().toNanos() / 1e9;
  }

  private PollResult<String> ask(Task task) {
    requests++;
    return task.answer(seconds());
  }

  private void end(Task task) {
    ended++;
    delay += seconds() - task.end();
  }

  private void eachAtItsTime(java.util.function.Consumer<Task> begin) {
    for (Task task : tasks) {
      time.schedule(Duration.ofNanos((long) (task.created() * 1e9)), () -> begin.accept(task));
    }
    time.advance(Duration.ofDays(3));
  }

  private double inMemory(Schedule schedule) {
    Poller poller =
        new Poller(
            time, new Random(5), new RateLimiter(Double.POSITIVE_INFINITY, time), Runnable::run);
    WaitFailures<String> failures =
        new WaitFailures<>() {
          @Override
          public RuntimeException timedOut(
              @Nullable String lastSeen, @Nullable RuntimeException lastFailure) {
            return new IllegalStateException("timed out");
          }

          @Override
          public RuntimeException closed() {
            return new IllegalStateException("closed");
          }
        };
    WaitPlan<String> plan = new WaitPlan<>(DEADLINE, schedule, null, null, failures, KIND);
    eachAtItsTime(
        task ->
            poller
                .await(
                    () -> CompletableFuture.completedFuture(ask(task)),
                    plan,
                    FirstPoll.BY_SCHEDULE,
                    null)
                .result()
                .thenRun(() -> end(task)));
    return delay * requests;
  }

  private double stored(Schedule schedule) {
    Random random = new Random(5);
    eachAtItsTime(
        task -> {
          Instant now = time.now();
          long nanos = EpochNanos.of(now);
          Instant deadline = now.plus(DEADLINE);
          PollState begun = PollState.begin(KIND, true, nanos);
          save(
              task,
              PollStep.first(begun, at(schedule, random, deadline)),
              deadline,
              schedule,
              random);
        });
    return delay * requests;
  }

  private void save(
      Task task, PollStep.PollAgain step, Instant deadline, Schedule schedule, Random random) {
    TaskRef ref = new TaskRef("simulated", "task" + task.number());
    String saved =
        new WaitState(
                ref, deadline, time.now().plus(step.delay()), step.reason(), null, step.state())
            .toJson();
    time.schedule(step.delay(), () -> poll(task, saved, schedule, random));
  }

  private void poll(Task task, String saved, Schedule schedule, Random random) {
    WaitState wait = WaitState.parse(saved);
    PollStep step = PollStep.after(wait.poll(), ask(task), at(schedule, random, wait.deadline()));
    if (step instanceof PollStep.PollAgain again) {
      save(task, again, wait.deadline(), schedule, random);
    } else {
      assertTrue(step instanceof PollStep.Ended, "no failure ends these waits");
      end(task);
    }
  }

  private PollStep.Circumstances at(Schedule schedule, Random random, Instant deadline) {
    long now = EpochNanos.of(time.now());
    return new PollStep.Circumstances(
        schedule, random, null, EpochNanos.of(deadline), now, now, time.now(), null);
  }

  private static double run(int number, Schedule schedule, boolean stored) {
    StoredFleetTest fleet = new StoredFleetTest();
    fleet.draw(number);
    double product = stored ? fleet.stored(schedule) : fleet.inMemory(schedule);
    assertEquals(number, fleet.ended, "all waits ended");
    return product;
  }

  @Test
  void delayTimesRequestsIsWithinOnePercent() {
    int number = 2_000;
    double memory = run(number, Schedule.learning(), false);
    double stored = run(number, Schedule.learning(), true);

    assertEquals(1, stored / memory, 0.01, memory + " in memory, stored " + stored);
  }

  @Test
  void oneTaskIsPolledAtTheSameInstants() {
    double memory = run(1, Schedule.adaptive(), false);
    double stored = run(1, Schedule.adaptive(), true);

    assertEquals(memory, stored, 1e-3 * memory);
  }
}
