package io.videotask.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Runs a learning schedule through simulated tasks, one after the other. */
final class LearningFixture {
  static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  final LearningSchedule schedule;
  private final Random random = new Random(7);
  private double clock;

  LearningFixture(LearningSchedule schedule) {
    this.schedule = schedule;
  }

  /** Returns what a task reports at an age, seconds; null once it has ended. */
  interface Script {
    @Nullable TimingHints at(double age);
  }

  record Result(int requests, double delay, double firstGap) {}

  /** Returns a task that reports nothing but its kind. */
  static Script lasting(@Nullable String kind, double seconds) {
    return age ->
        age >= seconds
            ? null
            : new TimingHints(kind, false, null, null, null, java.util.List.of(), null);
  }

  Result run(String gateway, Script script) {
    TaskTimeline before = TaskTimeline.unseen(new HistoryKey(gateway, null, null));
    double age = 0;
    int requests = 0;
    double firstGap = 0;
    while (true) {
      TimingHints hints = script.at(age);
      requests++;
      TimingHints known = hints == null ? TimingHints.of(null, null) : hints;
      TaskTimeline after = before.after(known, age);
      Instant now = BEGIN.plusNanos((long) ((clock + age) * 1e9));
      schedule.learn(new PollSample(before, after, true, hints == null, known, now, false));
      if (hints == null) {
        break;
      }
      before = after;
      double gap = Seconds.duration(schedule.delay(context(after, age, now), random));
      firstGap = requests == 1 ? gap : firstGap;
      age += gap;
    }
    double ended = bisect(script, age);
    clock += age + 5;
    return new Result(requests, age - ended, firstGap);
  }

  /** Runs many tasks; returns their mean requests, delay and first interval. */
  Result runMany(String gateway, int count, java.util.function.Function<Random, Script> draw) {
    double requests = 0;
    double delay = 0;
    double gap = 0;
    for (int i = 0; i < count; i++) {
      Result one = run(gateway, draw.apply(random));
      requests += one.requests();
      delay += one.delay() / count;
      gap += one.firstGap() / count;
    }
    return new Result((int) Math.round(requests / count), delay, gap);
  }

  /** Returns the mean interval after the first answer of a task of a kind, seconds. */
  double firstGap(String gateway, @Nullable String kind) {
    TimingHints known = new TimingHints(kind, false, null, null, null, java.util.List.of(), null);
    TaskTimeline timeline =
        TaskTimeline.unseen(new HistoryKey(gateway, null, null)).after(known, 0);
    DoubleSupplier gap =
        () -> Seconds.duration(schedule.delay(context(timeline, 0, BEGIN), random));
    double sum = 0;
    for (int i = 0; i < 50; i++) {
      sum += gap.getAsDouble() / 50;
    }
    return sum;
  }

  static ScheduleContext context(TaskTimeline timeline, double age, Instant now) {
    return new ScheduleContext(
        Seconds.asDuration(age), timeline.progress(), 1, Duration.ofDays(1), now, timeline, 1, 1);
  }

  private static double bisect(Script script, double known) {
    double low = 0;
    double high = known;
    for (int i = 0; i < 50; i++) {
      double middle = (low + high) / 2;
      if (script.at(middle) == null) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }
}
