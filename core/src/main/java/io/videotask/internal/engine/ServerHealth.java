package io.videotask.internal.engine;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tracks whether one server answers, and decides what is logged about it: one line when its queries
 * begin to fail and one when it answers again, however many tasks there are. Guarded by the lock of
 * its {@link ServerRequestQueue}.
 */
final class ServerHealth {
  /**
   * The number of consecutive failures that are attributed to the server; they must be of several
   * tasks if several are polled.
   */
  private static final int FAILURES_TO_LOG = 3;

  /** The number of 429 answers after which a rate limit is logged. */
  private static final int RATE_LIMITS_TO_LOG = 3;

  /**
   * After a recovery this recent, failures are logged only once they have lasted {@link
   * #REPEAT_NANOS}.
   */
  private static final long RECENT_NANOS = Duration.ofMinutes(5).toNanos();

  private static final long REPEAT_NANOS = Duration.ofMinutes(1).toNanos();

  private @Nullable Object firstTask;
  private boolean severalTasks;
  private @Nullable Object firstToFail;
  private boolean severalTasksFail;
  private int inARow;
  private long since;
  private boolean failing;
  private @Nullable Long recoveredAt;
  private int rateLimitedAnswers;
  private boolean limitLogged;
  private @Nullable Long liftedAt;
  private @Nullable Long taskLineAt;
  private @Nullable Long answeredAt;

  /**
   * Returns when the server last answered a query for any task, as {@link
   * io.videotask.time.TimeSource#nanoTime()}, if queries have failed since; null if none has, or if
   * the server has never answered.
   */
  @Nullable Long lastAnswerBeforeFailures() {
    return inARow > 0 ? answeredAt : null;
  }

  /** A log message. */
  record Line(Level level, Supplier<String> message) {}

  /** Returns whether the log says that the server's queries fail. */
  boolean isFailing() {
    return failing;
  }

  /**
   * Returns whether one task's own failures may be logged: at most once in five minutes per server.
   */
  boolean mayLogTask(long now) {
    if (failing || (taskLineAt != null && now - taskLineAt < RECENT_NANOS)) {
      return false;
    }
    taskLineAt = now;
    return true;
  }

  /** Records the result of a query; returns the line to log, or null. */
  @Nullable Line record(PollResult<?> pollResult, StatusQuery<?> query, long now) {
    if (firstTask == null) {
      firstTask = query.task();
    }
    severalTasks |= !query.task().equals(firstTask);
    if (pollResult instanceof PollResult.Failed<?> failed) {
      return switch (failed.advice()) {
        case RETRY, RETRY_IN_WAIT, RETRY_ONCE_ANSWERED -> failed(failed, query, now);
        // The server works; the failure is about the task, the key or the rate.
        case RETRY_SLOWER, CONFIRM, CONFIRM_ONCE_ANSWERED, NONE -> null;
      };
    }
    answeredAt = now;
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
      severalTasksFail = false;
    }
    severalTasksFail |= !query.task().equals(firstToFail);
    boolean recently = recoveredAt != null && now - recoveredAt < RECENT_NANOS;
    if (failing
        || inARow < FAILURES_TO_LOG
        || (severalTasks && !severalTasksFail)
        || (recently && now - since < REPEAT_NANOS)) {
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

  /** Records a 429; returns the line to log, or null. */
  @Nullable Line rateLimited(StatusQuery<?> query, long now) {
    rateLimitedAnswers++;
    boolean recently = liftedAt != null && now - liftedAt < RECENT_NANOS;
    if (limitLogged || rateLimitedAnswers < RATE_LIMITS_TO_LOG || recently) {
      return null;
    }
    limitLogged = true;
    return new Line(
        Level.WARNING,
        () ->
            "the server of "
                + query.task()
                + " limits the rate of our queries; they are spaced out");
  }

  /** Records that the adaptive rate limit is gone; returns the line to log, or null. */
  @Nullable Line limitLifted(StatusQuery<?> query, long now) {
    rateLimitedAnswers = 0;
    if (!limitLogged) {
      return null;
    }
    limitLogged = false;
    liftedAt = now;
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
