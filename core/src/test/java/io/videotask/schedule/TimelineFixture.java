package io.videotask.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** A schedule that is led through tasks, and every delay that it decides. */
final class TimelineFixture {
  /** How much later each of several tasks begins, seconds. */
  static final double APART = 7.3;

  private final Schedule schedule;
  private final double timeout;
  private final Random jitter = new Random(7);
  private double clock;

  TimelineFixture(Schedule schedule, Duration timeout) {
    this.schedule = schedule;
    this.timeout = Seconds.duration(timeout);
  }

  /** What a task tells at an age, seconds. */
  interface Course {
    Told at(double age);
  }

  record Told(boolean ended, TimingHints signs) {}

  /** When the next task begins, seconds. */
  double clock() {
    return clock;
  }

  /** Watches tasks that begin a few seconds after each other; what was decided for each. */
  List<List<Double>> watch(List<Course> courses) {
    List<Watched> tasks = new ArrayList<>();
    for (int i = 0; i < courses.size(); i++) {
      tasks.add(new Watched(courses.get(i), clock + i * APART));
    }
    for (Watched next = next(tasks); !next.over; next = next(tasks)) {
      clock = Math.max(clock, next.due());
      next.look();
    }
    clock += 3.3;
    return tasks.stream().map(task -> task.delays).toList();
  }

  private static Watched next(List<Watched> tasks) {
    return Collections.min(
        tasks, Comparator.comparing((Watched task) -> task.over).thenComparing(Watched::due));
  }

  private final class Watched {
    private final Course course;
    private final double begun;
    private final List<Double> delays = new ArrayList<>();
    private TaskTimeline seen =
        TaskTimeline.unseen(new HistoryKey("g", null, RefreshingGateway.BEAT));
    private double age;
    private boolean over;

    Watched(Course course, double begun) {
      this.course = course;
      this.begun = begun;
    }

    double due() {
      return begun + age;
    }

    void look() {
      Told told = course.at(age);
      TaskTimeline after = seen.after(told.signs(), age);
      Instant now = LearningFixture.BEGIN.plusNanos((long) (due() * 1e9));
      schedule.learn(new PollSample(seen, after, true, told.ended(), told.signs(), now));
      seen = after;
      over = told.ended() || age > timeout;
      if (!over) {
        double delay = Seconds.duration(schedule.delay(situation(now), jitter));
        delays.add(delay);
        age += delay;
      }
    }

    private ScheduleContext situation(Instant now) {
      return new ScheduleContext(
          Seconds.asDuration(age),
          seen.progress(),
          seen.looks(),
          Seconds.asDuration(timeout - age),
          now,
          seen);
    }
  }

  /** Of each history the ends, the share of queueing tasks, and two sums over its bins. */
  List<Double> learnt() {
    List<Double> learnt = new ArrayList<>();
    if (!(schedule instanceof LearningSchedule learning)) {
      return learnt;
    }
    for (LearnedDurations.OfKind kind : learning.learnt().kinds()) {
      learnt.add(kind.ended());
      learnt.add(kind.queueing());
      learnt.add((double) kind.bins().size());
      learnt.add(kind.bins().stream().mapToDouble(bin -> bin.number() * bin.ends()).sum());
      learnt.add(kind.bins().stream().mapToDouble(LearnedDurations.Bin::seconds).sum());
    }
    return learnt;
  }
}
