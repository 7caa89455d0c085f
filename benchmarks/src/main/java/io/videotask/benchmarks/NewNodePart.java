package io.videotask.benchmarks;

import io.videotask.schedule.LearnedDurations;
import io.videotask.schedule.LearningSchedule;
import io.videotask.schedule.Schedule;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The first minutes of a node that joins others, on the recordings of the gateways that refresh
 * regularly. The others have learned from all tasks that had ended by then, and the node knows
 * their durations. It gets a third of the tasks, and what it detects is compared with and without
 * the others' times of refreshes.
 */
record NewNodePart(Recordings recordings, PrintStream out, Targets targets) {
  private static final int SEEDS = 10;
  private static final int NODES = 3;
  private static final Duration PERIOD = Duration.ofSeconds(15);

  /** When nodes join, seconds since the start of the recording. */
  private static final int FIRST_JOIN = 180;

  private static final int JOIN_EVERY = 60;
  private static final double MEASURED = 300;

  /** Recordings are as short as ten minutes. */
  private static final double MEASURED_AT_LEAST = 200;

  /** Requests and delays of all measured tasks. */
  private static final class Sum {
    double requests;
    double delay;
    double tasks;

    void add(Outcome outcome) {
      tasks += outcome.delays().length;
      requests += outcome.requestsATask() * outcome.delays().length;
      delay += outcome.meanDelay() * outcome.delays().length;
    }

    double product() {
      return requests / tasks * delay / tasks;
    }
  }

  void run() {
    out.printf(
        "# A new node: the first %.0f s of one of %d, which knows the durations%n",
        MEASURED, NODES);
    int number = 0;
    for (Recordings.Run run : recordings.runs()) {
      number++;
      if (RefreshRegularity.isSteady(run, PERIOD)) {
        compare("new node " + number + " " + run.version(), run);
      }
    }
    out.println();
  }

  private void compare(String name, Recordings.Run run) {
    Sum free = new Sum();
    Sum cold = new Sum();
    Sum shared = new Sum();
    double last = run.tasks().get(run.tasks().size() - 1).created();
    for (int join = FIRST_JOIN; join + MEASURED_AT_LEAST <= last; join += JOIN_EVERY) {
      double joined = join;
      List<RecordedTask> before = tasks(run, task -> task.end() < joined);
      List<RecordedTask> after =
          tasks(run, task -> task.created() >= joined && task.created() < joined + MEASURED);
      for (int seed = 0; seed < SEEDS; seed++) {
        LearningSchedule others = Schedule.learning();
        VirtualRun.of(before, others, seed, PERIOD);
        LearnedDurations known = others.snapshot();
        LearnedDurations durations = new LearnedDurations(known.kinds());
        int node = seed % NODES;
        List<RecordedTask> own =
            IntStream.range(0, after.size())
                .filter(i -> i % NODES == node)
                .mapToObj(after::get)
                .toList();
        if (own.isEmpty()) {
          continue;
        }
        free.add(start(durations, own, seed, null));
        cold.add(start(durations, own, seed, PERIOD));
        shared.add(start(known, own, seed, PERIOD));
      }
    }
    if (shared.tasks == 0) {
      return; // The recording is too short.
    }
    double ratio = shared.product() / cold.product();
    out.printf(
        "%-28s without prediction N %4.1f D %4.1f; times not shared N %4.1f D %4.1f, shared N %4.1f D %4.1f%n",
        name,
        free.requests / free.tasks,
        free.delay / free.tasks,
        cold.requests / cold.tasks,
        cold.delay / cold.tasks,
        shared.requests / shared.tasks,
        shared.delay / shared.tasks);
    out.printf(
        "  D x N, shared over not shared %s%n", targets.atMost(name + ": D x N", ratio, 0.85));
  }

  private static Outcome start(
      LearnedDurations known, List<RecordedTask> tasks, long seed, @Nullable Duration refresh) {
    LearningSchedule schedule = Schedule.learning();
    schedule.replaceWith(known);
    return VirtualRun.of(tasks, schedule, seed, refresh);
  }

  private static List<RecordedTask> tasks(Recordings.Run run, Predicate<RecordedTask> isIncluded) {
    return run.recorded(true).stream().filter(isIncluded).toList();
  }
}
