package io.videotask.internal.download;

import io.videotask.task.TaskRef;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a part to go on with it, in this process or in another.
 *
 * @param task whose video it is
 * @param validator which state of the file
 * @param total its whole size; null where unknown
 * @param host where it comes from
 */
record PartState(TaskRef task, Validator validator, @Nullable Long total, String host) {
  private static final String FIRST = "videotask-part 1";
  private static final String LAST = "end";

  /** Readable text, whose last line tells that nothing is missing. */
  static String write(@Nullable PartState state, TaskRef task) {
    StringBuilder text = new StringBuilder(FIRST).append('\n');
    line(text, "task", task.toString());
    if (state != null) {
      line(text, "host", state.host);
      line(text, "etag", state.validator.etag());
      line(text, "last-modified", state.validator.lastModified());
      line(text, "total", state.total == null ? null : String.valueOf(state.total));
    }
    return text.append(LAST).append('\n').toString();
  }

  /** Null where the text is not whole, or speaks of another task or of no part yet. */
  static @Nullable PartState read(String text, TaskRef task) {
    Map<String, String> values = new HashMap<>();
    String[] lines = text.split("\n", -1);
    if (!lines[0].equals(FIRST)) {
      return null;
    }
    for (String line : lines) {
      int blank = line.indexOf(' ');
      if (line.equals(LAST)) {
        return of(values, task);
      }
      if (blank > 0) {
        values.put(line.substring(0, blank), line.substring(blank + 1));
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
