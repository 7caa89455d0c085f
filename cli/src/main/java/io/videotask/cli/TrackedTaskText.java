package io.videotask.cli;

import io.videotask.task.TaskFailure;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import io.videotask.tracker.TrackOutcome;
import io.videotask.tracker.TrackedEnd;
import io.videotask.tracker.TrackedTask;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes tracked tasks, for people and as JSON. */
final class TrackedTaskText {
  private TrackedTaskText() {}

  /** Returns one line, of JSON or for people. */
  static String line(TrackedTask task, boolean json) {
    return json ? json(task) : line(task);
  }

  /** Returns one line for people. */
  static String line(TrackedTask task) {
    TaskRef ref = task.ref();
    TrackOutcome outcome = task.outcome();
    StringBuilder line = new StringBuilder(task.id());
    line.append(' ').append(task.state());
    line.append(' ').append(ref == null ? "-" : ref);
    if (outcome != null) {
      line.append(' ').append(outcome);
    }
    new TreeMap<>(task.attributes())
        .forEach((name, value) -> line.append(' ').append(name).append('=').append(value));
    return TerminalText.oneLine(line.toString());
  }

  /** Returns all that is known, a line each, for people. */
  static List<String> lines(TrackedTask task) {
    List<String> lines = new ArrayList<>();
    add(lines, "id", task.id());
    add(lines, "state", task.state());
    add(lines, "task", task.ref());
    add(lines, "outcome", task.outcome());
    TaskFailure failure = task.failure();
    add(lines, "reason", failure == null ? null : failure.message());
    add(lines, "created", text(task.created()));
    add(lines, "deadline", text(task.deadline()));
    add(lines, "ends", task.ends());
    add(lines, "failed deliveries", task.attempts());
    add(lines, "error", task.error());
    new TreeMap<>(task.attributes()).forEach((name, value) -> add(lines, name, value));
    return lines;
  }

  private static void add(List<String> lines, String name, @Nullable Object value) {
    if (value != null) {
      lines.add(TerminalText.oneLine(name + ": " + value));
    }
  }

  private static String text(Instant instant) {
    return DateTimeFormatter.ISO_INSTANT.format(instant);
  }

  static String json(TrackedTask task) {
    return JsonLine.of(line -> put(line, task));
  }

  /** Describes an end as the handler gets it. */
  static String json(TrackedEnd end) {
    VideoTask answer = end.answer();
    return JsonLine.of(
        line -> {
          line.put("key", end.key());
          put(line, end.task());
          line.putObject(
              "answer", answer == null ? null : object -> Json.meaning(object, answer, true));
          line.put(
              "file",
              end.video() == null || end.video().file() == null
                  ? null
                  : end.video().file().toString());
        });
  }

  private static void put(JsonLine line, TrackedTask task) throws IOException {
    TaskRef ref = task.ref();
    TrackOutcome outcome = task.outcome();
    TaskFailure failure = task.failure();
    line.put("id", task.id())
        .put("trackState", task.state().name())
        .put("task", ref == null ? null : ref.toString())
        .put("outcome", outcome == null ? null : outcome.name())
        .put("reason", failure == null ? null : failure.message())
        .put("created", task.created())
        .put("deadline", task.deadline())
        .put("ends", task.ends())
        .put("failedDeliveries", task.attempts())
        .put("error", task.error());
    Map<String, String> attributes = new TreeMap<>(task.attributes());
    line.putObject(
        "attributes",
        object -> {
          for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            object.put(attribute.getKey(), attribute.getValue());
          }
        });
  }
}
