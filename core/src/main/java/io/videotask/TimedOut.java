package io.videotask;

import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What to say when a deadline has passed: how the task was last seen, and why nothing is lost. */
final class TimedOut {
  private TimedOut() {}

  static String message(
      TaskRef ref,
      Duration limit,
      @Nullable VideoTask lastSeen,
      @Nullable RuntimeException lastFailure) {
    StringBuilder message = new StringBuilder();
    message
        .append(ref)
        .append(" had not ended after ")
        .append(limit.toString().substring(2).toLowerCase(Locale.ROOT));
    if (lastSeen == null) {
      message.append(", and no query was answered");
    } else {
      message.append(": it was ").append(lastSeen.state());
      List<String> notes = lastSeen.notes();
      if (!notes.isEmpty()) {
        message.append(" (").append(notes.get(notes.size() - 1)).append(')');
      }
    }
    if (lastFailure != null) {
      message.append("; the last query failed: ").append(lastFailure.getMessage());
    }
    return message.append("; the task goes on, wait for it again").toString();
  }
}
