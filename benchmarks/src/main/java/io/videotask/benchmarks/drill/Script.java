package io.videotask.benchmarks.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What happens to every task and query, equal for all clients. Times count from the gateway's first
 * request.
 */
final class Script {
  static final Duration RESTART_BEGINS = Duration.ofSeconds(12);
  static final Duration RESTART_ENDS = Duration.ofSeconds(32);
  static final Duration TOKEN_ROTATES = Duration.ofSeconds(36);
  static final Duration AWAY_BEGINS = Duration.ofSeconds(38);
  static final Duration AWAY_ENDS = Duration.ofSeconds(218);
  static final Duration STALL = Duration.ofSeconds(8);

  /** Later queries are answered without faults, so that every task can finish. */
  private static final int FAULTY_QUERIES = 10;

  private static final double FAULT_SHARE = 0.25;
  private static final long SEED = 20_261_121;

  private final Task[] tasks;

  /**
   * A task.
   *
   * @param life its duration
   * @param end its final stage
   * @param strange whether it has an unknown status while running
   * @param lyingClock whether its answers have impossible times
   * @param expired whether its first URL has already expired
   */
  record Task(
      String id,
      Duration life,
      Stage end,
      boolean strange,
      boolean lyingClock,
      boolean expired,
      List<Fault> faults) {

    Task calm() {
      return new Task(id, life, end, false, false, false, List.of());
    }

    Stage stage(Duration now) {
      double share = (double) now.toMillis() / life.toMillis();
      if (share >= 1) {
        return end;
      }
      if (share < 0.1 && !faults.isEmpty()) {
        return Stage.NOT_STARTED;
      }
      if (share < 0.25) {
        return Stage.QUEUED;
      }
      return strange && share > 0.5 ? Stage.STRANGE : Stage.RUNNING;
    }

    /**
     * @param number number of the query for this task, from 1
     */
    Fault fault(int number) {
      return number <= faults.size() ? faults.get(number - 1) : Fault.NONE;
    }

    /** Returns the path of the video, which the result must have. */
    String videoPath() {
      return "/videos/" + id + ".mp4";
    }
  }

  private final boolean calm;
  private final boolean quick;

  /**
   * @param calm no faults, as a baseline for the other clients
   * @param quick no outage of three minutes and no tasks that outlast it
   */
  Script(int count, boolean calm, boolean quick) {
    this.calm = calm;
    this.quick = quick;
    tasks = new Task[count];
    for (int i = 0; i < count; i++) {
      Task task = task(i, quick, new Random(SEED + 7_919L * i));
      tasks[i] = calm ? task.calm() : task;
    }
  }

  boolean isCalm() {
    return calm;
  }

  /** Returns whether the gateway is down for three minutes. */
  boolean hasLongOutage() {
    return !calm && !quick;
  }

  /** Returns the time limit for all tasks: the last ends after 270 s, or 50 s if quick. */
  Duration limit() {
    return Duration.ofMinutes(quick ? 3 : 8);
  }

  int count() {
    return tasks.length;
  }

  Task task(int index) {
    return tasks[index];
  }

  static String id(int index) {
    return "task-" + index;
  }

  private static Task task(int index, boolean quick, Random random) {
    Duration life = Duration.ofMillis(5_000 + random.nextInt(45_000));
    boolean lasting = random.nextInt(100) < 15;
    if (lasting && !quick) {
      life = Duration.ofMillis(60_000 + random.nextInt(210_000));
    }
    int chance = random.nextInt(100);
    Stage end =
        chance < 86
            ? Stage.COMPLETED
            : chance < 94 ? Stage.FAILED : chance < 97 ? Stage.CANCELLED : Stage.EXPIRED;
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < FAULTY_QUERIES; i++) {
      double kind = random.nextDouble();
      Fault fault = random.nextDouble() < FAULT_SHARE ? Fault.at(kind) : Fault.NONE;
      faults.add(isFair(fault, faults) ? fault : Fault.NONE);
    }
    return new Task(
        id(index),
        life,
        end,
        random.nextInt(100) < 15,
        random.nextInt(100) < 20,
        random.nextInt(100) < 10,
        faults);
  }

  /**
   * Returns whether a client can recover from it: a failure that is reverted occurs once per task,
   * and one that looks definite neither before the first answer nor twice in a row.
   */
  private static boolean isFair(Fault fault, List<Fault> before) {
    if (fault == Fault.FAILED_FOR_NO_REASON) {
      return !before.contains(fault);
    }
    return !fault.needsEarlierAnswer()
        || (before.stream().anyMatch(Fault::answers)
            && !before.get(before.size() - 1).needsEarlierAnswer());
  }
}
