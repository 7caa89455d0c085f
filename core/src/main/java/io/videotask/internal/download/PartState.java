package io.videotask.internal.download;

import io.videotask.task.TaskRef;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to resume a part, in this process or another.
 *
 * @param task the task of the video
 * @param validator identifies the version of the file
 * @param total the size of the complete file; null if unknown
 * @param host the host that it comes from
 */
record PartState(TaskRef task, Validator validator, @Nullable Long total, String host) {
  private static final String HEADER = "videotask-part 1";
  private static final String END_MARKER = "end";

  /** Formats the state as text; the last line marks it as complete. */
  static String write(@Nullable PartState state, TaskRef task) {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    line(text, "task", task.toString());
    if (state != null) {
      line(text, "host", state.host);
      line(text, "etag", state.validator.etag());
      line(text, "last-modified", state.validator.lastModified());
      line(text, "total", state.total == null ? null : String.valueOf(state.total));
    }
    return text.append(END_MARKER).append('\n').toString();
  }

  /** Parses the state; returns null if the text is truncated, for another task, or has no state. */
  static @Nullable PartState read(String text, TaskRef task) {
    Map<String, String> values = new HashMap<>();
    String[] lines = text.split("\n", -1);
    if (!lines[0].equals(HEADER)) {
      return null;
    }
    for (String line : lines) {
      int space = line.indexOf(' ');
      if (line.equals(END_MARKER)) {
        return of(values, task);
      }
      if (space > 0) {
        values.put(line.substring(0, space), line.substring(space + 1));
      }
    }
    return null;
  }

  private static @Nullable PartState of(Map<String, String> values, TaskRef task) {
    String host = values.get("host");
    String total = values.get("total");
    boolean usable =
        host != null
            && task.toString().equals(values.get("task"))
            && (total == null || total.matches("[0-9]{1,18}"));
    if (!usable || host == null) {
      return null;
    }
    Validator validator = new Validator(values.get("etag"), values.get("last-modified"));
    return new PartState(task, validator, total == null ? null : Long.valueOf(total), host);
  }

  private static void line(StringBuilder text, String name, @Nullable String value) {
    if (value != null) {
      text.append(name).append(' ').append(value.replaceAll("\\p{Cntrl}", "")).append('\n');
    }
  }
}
