package io.videotask.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Runs a schedule through simulated tasks and records every delay that it chooses. */
final class TimelineFixture {
  /** The time between the starts of two concurrent tasks, seconds. */
  static final double STAGGER = 7.3;

  private final Schedule schedule;
  private final double timeout;
  private final Random jitter = new Random(7);
  private double clock;

  TimelineFixture(Schedule schedule, Duration timeout) {
    this.schedule = schedule;
    this.timeout = Seconds.duration(timeout);
  }

  /** Returns what a task reports at an age, seconds. */
  interface Script {
    Report at(double age);
  }

  record Report(boolean ended, TimingHints signs) {}

  /** Returns when the next task begins, seconds. */
  double clock() {
    return clock;
  }

  /** Runs tasks that begin a few seconds after each other; returns the delays chosen for each. */
  List<List<Double>> run(List<Script> scripts) {
    List<RunningTask> tasks = new ArrayList<>();
    for (int i = 0; i < scripts.size(); i++) {
      tasks.add(new RunningTask(scripts.get(i), clock + i * STAGGER));
    }
    for (RunningTask next = next(tasks); !next.done; next = next(tasks)) {
      clock = Math.max(clock, next.due());
      next.poll();
    }
    clock += 3.3;
    return tasks.stream().map(task -> task.delays).toList();
  }

  private static RunningTask next(List<RunningTask> tasks) {
    return Collections.min(
        tasks,
        Comparator.comparing((RunningTask task) -> task.done).thenComparing(RunningTask::due));
  }

  private final class RunningTask {
    private final Script script;
    private final double start;
    private final List<Double> delays = new ArrayList<>();
    private TaskTimeline seen =
        TaskTimeline.unseen(new HistoryKey("g", null, RefreshingGateway.PERIOD));
    private double age;
    private boolean done;

    RunningTask(Script script, double start) {
      this.script = script;
      this.start = start;
    }

    double due() {
      return start + age;
    }

    void poll() {
      Report report = script.at(age);
      TaskTimeline after = seen.after(report.signs(), age);
      Instant now = LearningFixture.BEGIN.plusNanos((long) (due() * 1e9));
      schedule.learn(new PollSample(seen, after, true, report.ended(), report.signs(), now, false));
      seen = after;
      done = report.ended() || age > timeout;
      if (!done) {
        double delay = Seconds.duration(schedule.delay(context(now), jitter));
        delays.add(delay);
        age += delay;
      }
    }

    private ScheduleContext context(Instant now) {
      return new ScheduleContext(
          Seconds.asDuration(age),
          seen.progress(),
          seen.answers(),
          Seconds.asDuration(timeout - age),
          now,
          seen,
          1,
          1);
    }
  }

  /** Returns for each history the ends, the share of queueing tasks, and two sums over its bins. */
  List<Double> learned() {
    List<Double> learned = new ArrayList<>();
    if (!(schedule instanceof LearningSchedule learning)) {
      return learned;
    }
    for (LearnedDurations.OfKind kind : learning.snapshot().kinds()) {
      learned.add(kind.ended());
      learned.add(kind.queueing());
      learned.add((double) kind.bins().size());
      learned.add(kind.bins().stream().mapToDouble(bin -> bin.number() * bin.ends()).sum());
      learned.add(kind.bins().stream().mapToDouble(LearnedDurations.Bin::seconds).sum());
    }
    return learned;
  }
}
