package io.videotask.internal.engine;

import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one task's watch writes to the log. */
final class TaskPollLogger {
  private TaskPollLogger() {}

  /** Notes that the answer before did not have, and that the task is answered for again. */
  static <S> void answered(PollLogger log, StatusQuery<S> query, PollState.News<S> news, S now) {
    if (news.wasLogged()) {
      log.log(Level.WARNING, () -> query.task() + " is answered for again");
    }
    S before = news.before();
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

  /** A task's own failures, where its server answers for others. */
  static void fails(PollLogger log, StatusQuery<?> query, PollResult.Failed<?> failed, int inARow) {
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
