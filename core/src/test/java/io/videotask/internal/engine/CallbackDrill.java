package io.videotask.internal.engine;

import static java.time.temporal.ChronoUnit.SECONDS;

import io.videotask.poll.PollListener;
import io.videotask.schedule.HistoryKey;
import io.videotask.schedule.LearningSchedule;
import io.videotask.schedule.Schedule;
import io.videotask.schedule.TimingHints;
import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Many tasks of one gateway, with log-normal durations, one begun every few seconds, whose
 * callbacks are lost, late, doubled, early or forged.
 */
final class CallbackDrill {
  private static final Duration DEADLINE = Duration.ofHours(4);

  private final VirtualTime time = new VirtualTime();
  private final Random random = new Random(11);
  private final PollerFixture fixture = new PollerFixture(time, Double.POSITIVE_INFINITY);
  private final LearningSchedule schedule = Schedule.learning();
  private final List<Task> tasks = new ArrayList<>();
  private final Duration between;
  private final @Nullable Duration refresh;
  private boolean stopped;

  CallbackDrill(Duration between) {
    this(between, null);
  }

  /**
   * @param refresh the interval at which the gateway learns from its vendors; null for at once
   */
  CallbackDrill(Duration between, @Nullable Duration refresh) {
    this.between = between;
    this.refresh = refresh;
  }

  /**
   * The callbacks of one task.
   *
   * @param expected whether its submit has a URL
   * @param delays when callbacks come after its end; none if they are lost
   * @param forged the number of forged ones, some time before its end
   */
  record Calls(boolean expected, List<Duration> delays, int forged) {
    static final Calls NONE = new Calls(false, List.of(), 0);
    static final Calls LOST = new Calls(true, List.of(), 0);

    static Calls after(long... millis) {
      return new Calls(true, Arrays.stream(millis).mapToObj(Duration::ofMillis).toList(), 0);
    }
  }

  /** A task and its wait. */
  final class Task implements StatusQuery<String> {
    final int number;
    final double duration = Math.exp(Math.log(90) + 0.4 * random.nextGaussian());
    final long begun = time.nanoTime();
    int requests;
    double delay = -1;
    String end = "";

    Task(int number) {
      this.number = number;
    }

    @Override
    public Object task() {
      return "task-" + number;
    }

    double age() {
      return (time.nanoTime() - begun) / 1e9;
    }

    @Override
    public CompletableFuture<PollResult<String>> send() {
      requests++;
      double seen = age();
      List<Instant> updates = List.of();
      if (refresh != null) {
        double now = time.elapsed().toNanos() / 1e9;
        double last = Math.floor(now / refresh.toSeconds()) * refresh.toSeconds() + 0.4;
        last -= last > now ? refresh.toSeconds() : 0;
        seen -= now - last;
        updates = List.of(time.now().minusNanos((long) ((now - last) * 1e9)).truncatedTo(SECONDS));
      }
      boolean ended = seen >= duration;
      TimingHints hints =
          new TimingHints(
              "model", false, null, null, null, updates, time.now().truncatedTo(SECONDS));
      return CompletableFuture.completedFuture(
          new PollResult.Answered<>(ended ? "done" : "running", ended, hints, null));
    }

    private void begin(Calls calls) {
      WaitPlan<String> plan =
          new WaitPlan<>(
              DEADLINE,
              schedule,
              null,
              new PollListener<>() {},
              new FakeWaitFailures(),
              new HistoryKey("gateway", null, refresh),
              calls.expected());
      fixture
          .poller
          .awaitNew(this, plan)
          .result()
          .thenAccept(
              done -> {
                end = done;
                delay = age() - duration;
              });
      for (Duration after : calls.delays()) {
        call(Duration.ofNanos((long) (duration * 1e9)).plus(after));
      }
      for (int i = 0; i < calls.forged(); i++) {
        call(Duration.ofMillis((long) (duration * 1000 * random.nextDouble())));
      }
    }

    private void call(Duration after) {
      time.schedule(
          after,
          () -> {
            if (!stopped) {
              fixture.poller.callback(task(), true);
            }
          });
    }
  }

  /** Runs tasks one after the other, each with its callbacks. */
  void run(int count, IntFunction<Calls> calls) {
    for (int i = 0; i < count; i++) {
      Task task = new Task(tasks.size());
      tasks.add(task);
      task.begin(calls.apply(i));
      time.advance(between);
    }
  }

  /** Loses all callbacks from now on. */
  void stopCallbacks() {
    stopped = true;
  }

  /** Waits for the last tasks. */
  CallbackDrill finished() {
    time.advance(DEADLINE);
    return this;
  }

  boolean allRight() {
    return tasks.stream().allMatch(task -> task.end.equals("done") && task.delay >= 0);
  }

  double requests(int from, int to) {
    return tasks.subList(from, to).stream().mapToInt(task -> task.requests).average().orElse(0);
  }

  double meanDelay(int from, int to) {
    return tasks.subList(from, to).stream().mapToDouble(task -> task.delay).average().orElse(0);
  }

  double delay(double percentile, int from, int to) {
    double[] sorted =
        tasks.subList(from, to).stream().mapToDouble(task -> task.delay).sorted().toArray();
    return sorted[(int) Math.min(sorted.length - 1, percentile * sorted.length)];
  }
}
