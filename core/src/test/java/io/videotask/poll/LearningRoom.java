package io.videotask.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** A learning schedule that is led through tasks whose course is known, one after the other. */
final class LearningRoom {
  static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  final LearningSchedule schedule;
  private final Random random = new Random(7);
  private double clock;

  LearningRoom(LearningSchedule schedule) {
    this.schedule = schedule;
  }

  /** What a task tells at an age; null once it has ended. */
  interface Course {
    @Nullable Signs at(double age);
  }

  record Seen(int requests, double delay, double firstGap) {}

  /** A task that tells only of what kind it is. */
  static Course lasting(@Nullable String kind, double seconds) {
    return age ->
        age >= seconds ? null : new Signs(kind, false, null, null, null, java.util.List.of(), null);
  }

  Seen watch(String gateway, Course course) {
    TaskCourse seen = TaskCourse.unseen(new TaskKind(gateway, null, null));
    double age = 0;
    int requests = 0;
    double firstGap = 0;
    while (true) {
      Signs told = course.at(age);
      requests++;
      Signs signs = told == null ? Signs.of(null, null) : told;
      TaskCourse after = seen.after(signs, age);
      Instant now = BEGIN.plusNanos((long) ((clock + age) * 1e9));
      schedule.learn(new Lesson(seen, after, true, told == null, signs, now));
      if (told == null) {
        break;
      }
      seen = after;
      double gap = SecondsOf.duration(schedule.delay(situation(after, age, now), random));
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
    Signs signs = new Signs(kind, false, null, null, null, java.util.List.of(), null);
    TaskCourse course = TaskCourse.unseen(new TaskKind(gateway, null, null)).after(signs, 0);
    DoubleSupplier gap =
        () -> SecondsOf.duration(schedule.delay(situation(course, 0, BEGIN), random));
    double sum = 0;
    for (int i = 0; i < 50; i++) {
      sum += gap.getAsDouble() / 50;
    }
    return sum;
  }

  static Situation situation(TaskCourse course, double age, Instant now) {
    return new Situation(
        SecondsOf.asDuration(age), course.progress(), 1, Duration.ofDays(1), now, course);
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
