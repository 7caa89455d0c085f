package io.videotask.benchmarks.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The results of a client.
 *
 * @param right tasks with the correct final state, and their video if completed
 * @param wrong tasks with another final state
 * @param lost tasks that ended with an exception
 * @param hung tasks without a result before the limit
 */
record Score(String name, int right, int wrong, int lost, int hung, int requests, Duration time) {
  static final String HEAD =
      "%-28s %7s %7s %7s %7s %9s %7s"
          .formatted("client", "right", "false", "lost", "hung", "requests", "time");

  /**
   * @param ends result and URL or message by task id
   */
  static Score of(
      String name, Script script, Map<String, String[]> ends, int requests, Duration time) {
    int right = 0;
    int wrong = 0;
    int lost = 0;
    int hung = 0;
    for (int i = 0; i < script.count(); i++) {
      Script.Task task = script.task(i);
      String[] end = ends.get(task.id());
      if (end == null) {
        hung++;
      } else if (end[0].equals("THREW")) {
        lost++;
      } else if (isRight(task, end)) {
        right++;
      } else {
        wrong++;
      }
    }
    return new Score(name, right, wrong, lost, hung, requests, time);
  }

  /** Returns a line for each task that did not end right: what came, and what the script says. */
  static List<String> mistakes(Script script, Map<String, String[]> ends) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < script.count(); i++) {
      Script.Task task = script.task(i);
      String[] end = ends.get(task.id());
      if (end == null || !isRight(task, end)) {
        lines.add(
            task.id()
                + ": "
                + (end == null ? "hung" : String.join(" ", end))
                + "; script: "
                + task);
      }
    }
    return lines;
  }

  private static boolean isRight(Script.Task task, String[] end) {
    return switch (end[0]) {
      case "COMPLETED" ->
          task.end() == Stage.COMPLETED && end[1].contains(task.videoPath() + "?X-Amz");
      // fal has one status for all tasks without a video.
      case "NO_VIDEO" -> task.end() != Stage.COMPLETED;
      default -> end[0].equals(task.end().name());
    };
  }

  String line() {
    return "%-28s %7d %7d %7d %7d %9d %6.0fs"
        .formatted(name, right, wrong, lost, hung, requests, time.toMillis() / 1e3);
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "\"%s\":{\"right\":%d,\"false\":%d,\"lost\":%d,\"hung\":%d,\"requests\":%d,\"seconds\":%.1f}",
        name,
        right,
        wrong,
        lost,
        hung,
        requests,
        time.toMillis() / 1e3);
  }
}
