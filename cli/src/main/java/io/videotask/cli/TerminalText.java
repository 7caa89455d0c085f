package io.videotask.cli;

import io.videotask.task.TaskFailure;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats lines for people. */
final class TerminalText {
  private TerminalText() {}

  /** Returns the text on one line, with control and format characters escaped. */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (isUnsafe(c)) {
                line.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                line.appendCodePoint(c);
              }
            });
    return line.toString();
  }

  /** Returns a shell argument, quoted if necessary. */
  static String shellQuoted(String argument) {
    return argument.matches("[A-Za-z0-9_./:@%+=,~-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }

  /** Formats a number of bytes. */
  static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " bytes";
    }
    if (bytes < 1_000_000) {
      return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
    }
    return bytes < 1_000_000_000
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
  }

  /** Formats the progress of a download. */
  static String bytes(long bytes, @Nullable Long total) {
    return total == null ? bytes(bytes) : bytes(bytes) + " of " + bytes(total);
  }

  /** Describes a task and its state. */
  static String of(VideoTask task) {
    return oneLine(task.ref() + " " + description(task));
  }

  /** Describes the state of a task without its reference. */
  static String description(VideoTask task) {
    return task.match(
        pending ->
            pending.state()
                + (pending.progress() == null ? "" : " " + pending.progress() + "%")
                + (pending.rawStatus() == null ? "" : " (" + pending.rawStatus() + ")"),
        completed ->
            completed.state()
                + " "
                + completed.videos().stream()
                    .map(TerminalText::urlText)
                    .collect(Collectors.joining(" ")),
        ended -> ended.state() + failureText(ended.failure()));
  }

  private static String urlText(VideoResult video) {
    String url = video.url();
    return url == null
        ? "(no URL)"
        : url + (video.needsKey() ? " (fetching it takes the key)" : "");
  }

  private static String failureText(TaskFailure failure) {
    Boolean retryable = failure.retryable();
    return (failure.message() == null ? "" : ": " + failure.message())
        + (failure.code() == null ? "" : " (code " + failure.code() + ")")
        + (failure.requestId() == null ? "" : " (request " + failure.requestId() + ")")
        + (retryable == null
            ? ""
            : retryable
                ? "; the same request may work another time"
                : "; the same request won't work");
  }

  private static boolean isUnsafe(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }
}
