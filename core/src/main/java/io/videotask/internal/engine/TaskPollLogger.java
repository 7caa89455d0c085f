package io.videotask.internal.engine;

import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Logs the notes and failures of one task. */
final class TaskPollLogger {
  private TaskPollLogger() {}

  /**
   * Logs notes that the previous answer did not have, and that the task's queries succeed again.
   *
   * @param before the previous answer; null if there was none
   * @param wasLogged whether the task's failures were logged
   */
  static <S> void answered(
      PollLogger log, StatusQuery<S> query, @Nullable S before, S now, boolean wasLogged) {
    if (wasLogged) {
      log.log(Level.WARNING, () -> query.task() + " is answered for again");
    }
    List<String> notes = notes(query, now);
    if (notes.isEmpty()) {
      return;
    }
    List<String> known = before == null ? List.of() : notes(query, before);
    for (String note : notes) {
      if (!known.contains(note)) {
        log.log(Level.DEBUG, () -> query.task() + ": " + note);
      }
    }
  }

  /** Logs a task's own failures: its server answers queries for other tasks. */
  static void failing(
      PollLogger log, StatusQuery<?> query, PollResult.Failed<?> failed, int inARow) {
    log.log(
        Level.WARNING,
        () ->
            "the last "
                + inARow
                + " queries for "
                + query.task()
                + " failed: "
                + ServerHealth.describe(failed, query)
                + "; its waits poll on");
  }

  private static <S> List<String> notes(StatusQuery<S> query, @Nullable S snapshot) {
    try {
      return snapshot == null ? List.of() : query.notes(snapshot);
    } catch (Throwable e) {
      return List.of();
    }
  }
}
