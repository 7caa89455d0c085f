package io.videotask.internal.engine;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether one server answers, as the log has it: a line when its queries begin to fail and one when
 * it answers again, however many tasks are waited for. Guarded by its lane.
 */
final class ServerHealth {
  /**
   * So many failures in a row with no answer between them are the server's: of several tasks, where
   * several are waited for.
   */
  private static final int FAILING = 3;

  /** So many complaints are a limit; one alone is an accident. */
  private static final int LIMITED = 3;

  /** Who recovered so lately is said to fail again only after it has failed for a while. */
  private static final long LATELY = Duration.ofMinutes(5).toNanos();

  private static final long A_WHILE = Duration.ofMinutes(1).toNanos();

  private @Nullable Object firstTask;
  private boolean several;
  private @Nullable Object firstToFail;
  private boolean severalFail;
  private int inARow;
  private long since;
  private boolean failing;
  private @Nullable Long recoveredAt;
  private int complaints;
  private boolean limited;
  private @Nullable Long openedAt;
  private @Nullable Long taskLineAt;

  /** One line of the log. */
  record Line(Level level, Supplier<String> message) {}

  /** Whether its queries fail now, and the log has said so. */
  boolean isFailing() {
    return failing;
  }

  /**
   * Whether one task's own failures may be logged: at most once in five minutes for each server.
   */
  boolean mayLogTask(long now) {
    if (failing || (taskLineAt != null && now - taskLineAt < LATELY)) {
      return false;
    }
    taskLineAt = now;
    return true;
  }

  /** Takes in what a query came to; the line to log, or null. */
  @Nullable Line heard(PollResult<?> look, StatusQuery<?> query, long now) {
    if (firstTask == null) {
      firstTask = query.task();
    }
    several |= !query.task().equals(firstTask);
    if (look instanceof PollResult.Failed<?> failed) {
      return switch (failed.remedy()) {
        case RETRY, RETRY_IN_WAIT, RETRY_ONCE_ANSWERED -> failed(failed, query, now);
        // The server works; what it says is about the task, the key or the rate.
        case RETRY_SLOWER, CONFIRM, CONFIRM_ONCE_ANSWERED, NONE -> null;
      };
    }
    int failures = inARow;
    inARow = 0;
    if (!failing) {
      return null;
    }
    long lasted = Duration.ofNanos(now - since).toSeconds();
    failing = false;
    recoveredAt = now;
    return new Line(
        Level.WARNING,
        () ->
            "the server of "
                + query.task()
                + " answers again, after "
                + failures
                + " failed queries in "
                + lasted
                + " s");
  }

  private @Nullable Line failed(PollResult.Failed<?> failed, StatusQuery<?> query, long now) {
    if (inARow++ == 0) {
      since = now;
      firstToFail = query.task();
      severalFail = false;
    }
    severalFail |= !query.task().equals(firstToFail);
    boolean lately = recoveredAt != null && now - recoveredAt < LATELY;
    if (failing
        || inARow < FAILING
        || (several && !severalFail)
        || (lately && now - since < A_WHILE)) {
      return null;
    }
    failing = true;
    return new Line(
        Level.WARNING,
        () ->
            "queries to the server of "
                + query.task()
                + " fail: "
                + describe(failed, query)
                + "; waits poll on until their deadlines");
  }

  /** Takes in that the server limits our rate. */
  @Nullable Line complained(StatusQuery<?> query, long now) {
    complaints++;
    boolean lately = openedAt != null && now - openedAt < LATELY;
    if (limited || complaints < LIMITED || lately) {
      return null;
    }
    limited = true;
    return new Line(
        Level.WARNING,
        () ->
            "the server of "
                + query.task()
                + " limits the rate of our queries; they are spaced out");
  }

  /** Takes in that nothing is left of the limit. */
  @Nullable Line opened(StatusQuery<?> query, long now) {
    complaints = 0;
    if (!limited) {
      return null;
    }
    limited = false;
    openedAt = now;
    return new Line(
        Level.INFO,
        () -> "the server of " + query.task() + " no longer limits the rate of our queries");
  }

  static String describe(PollResult.Failed<?> failed, StatusQuery<?> query) {
    try {
      return query.describe(failed.failure());
    } catch (Throwable e) {
      return failed.failure().getClass().getSimpleName();
    }
  }
}
