package io.videotask.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A learning schedule that is led through tasks, and every delay that it decides. */
final class CourseRoom {
  private final LearningSchedule schedule;
  private final double timeout;
  private final Random jitter = new Random(7);
  private double clock;

  CourseRoom(LearningSchedule schedule, Duration timeout) {
    this.schedule = schedule;
    this.timeout = SecondsOf.duration(timeout);
  }

  /** What a task tells at an age, seconds. */
  interface Course {
    Told at(double age);
  }

  record Told(boolean ended, Signs signs) {}

  /** When the next task begins, seconds. */
  double clock() {
    return clock;
  }

  /** The delays that were decided until the task had ended, seconds. */
  List<Double> watch(Course course) {
    List<Double> delays = new ArrayList<>();
    TaskCourse seen = TaskCourse.unseen(new TaskKind("g", null, GatewayOnABeat.BEAT));
    double age = 0;
    while (true) {
      Told told = course.at(age);
      TaskCourse after = seen.after(told.signs(), age);
      Instant now = LearningRoom.BEGIN.plusNanos((long) ((clock + age) * 1e9));
      schedule.learn(new Lesson(seen, after, true, told.ended(), told.signs(), now));
      if (told.ended() || age > timeout) {
        clock += age + 3.3;
        return delays;
      }
      seen = after;
      Situation situation =
          new Situation(
              SecondsOf.asDuration(age),
              seen.progress(),
              seen.looks(),
              SecondsOf.asDuration(timeout - age),
              now,
              seen);
      double delay = SecondsOf.duration(schedule.delay(situation, jitter));
      delays.add(delay);
      age += delay;
    }
  }

  /** Of each history the ends, the share of queueing tasks, and two sums over its bins. */
  List<Double> learnt() {
    List<Double> learnt = new ArrayList<>();
    for (LearntTimes.OfKind kind : schedule.learnt().kinds()) {
      learnt.add(kind.ended());
      learnt.add(kind.queueing());
      learnt.add((double) kind.bins().size());
      learnt.add(kind.bins().stream().mapToDouble(bin -> bin.number() * bin.ends()).sum());
      learnt.add(kind.bins().stream().mapToDouble(LearntTimes.Bin::seconds).sum());
    }
    return learnt;
  }
}
