package io.videotask.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** A learning schedule that is led through tasks whose course is known, one after the other. */
final class LearningFixture {
  static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  final LearningSchedule schedule;
  private final Random random = new Random(7);
  private double clock;

  LearningFixture(LearningSchedule schedule) {
    this.schedule = schedule;
  }

  /** What a task tells at an age; null once it has ended. */
  interface Course {
    @Nullable TimingHints at(double age);
  }

  record Seen(int requests, double delay, double firstGap) {}

  /** A task that tells only of what kind it is. */
  static Course lasting(@Nullable String kind, double seconds) {
    return age ->
        age >= seconds
            ? null
            : new TimingHints(kind, false, null, null, null, java.util.List.of(), null);
  }

  Seen watch(String gateway, Course course) {
    TaskTimeline seen = TaskTimeline.unseen(new HistoryKey(gateway, null, null));
    double age = 0;
    int requests = 0;
    double firstGap = 0;
    while (true) {
      TimingHints told = course.at(age);
      requests++;
      TimingHints signs = told == null ? TimingHints.of(null, null) : told;
      TaskTimeline after = seen.after(signs, age);
      Instant now = BEGIN.plusNanos((long) ((clock + age) * 1e9));
      schedule.learn(new PollSample(seen, after, true, told == null, signs, now));
      if (told == null) {
        break;
      }
      seen = after;
      double gap = Seconds.duration(schedule.delay(situation(after, age, now), random));
      firstGap = requests == 1 ? gap : firstGap;
      age += gap;
    }
    double ended = bisect(course, age);
    clock += age + 5;
    return new Seen(requests, age - ended, firstGap);
  }

  /** Watches many; what they came to on average. */
  Seen watchMany(String gateway, int count, java.util.function.Function<Random, Course> draw) {
    double requests = 0;
    double delay = 0;
    double gap = 0;
    for (int i = 0; i < count; i++) {
      Seen one = watch(gateway, draw.apply(random));
      requests += one.requests();
      delay += one.delay() / count;
      gap += one.firstGap() / count;
    }
    return new Seen((int) Math.round(requests / count), delay, gap);
  }

  /** The gap after the first answer of a task that tells its kind. */
  double firstGap(String gateway, @Nullable String kind) {
    TimingHints signs = new TimingHints(kind, false, null, null, null, java.util.List.of(), null);
    TaskTimeline course = TaskTimeline.unseen(new HistoryKey(gateway, null, null)).after(signs, 0);
    DoubleSupplier gap =
        () -> Seconds.duration(schedule.delay(situation(course, 0, BEGIN), random));
    double sum = 0;
    for (int i = 0; i < 50; i++) {
      sum += gap.getAsDouble() / 50;
    }
    return sum;
  }

  static ScheduleContext situation(TaskTimeline course, double age, Instant now) {
    return new ScheduleContext(
        Seconds.asDuration(age), course.progress(), 1, Duration.ofDays(1), now, course);
  }

  private static double bisect(Course course, double known) {
    double low = 0;
    double high = known;
    for (int i = 0; i < 50; i++) {
      double middle = (low + high) / 2;
      if (course.at(middle) == null) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }
}
