package io.videotask.internal.engine;

import io.videotask.time.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How fast one server lets itself be asked: without limit, until it complains. A complaint spaces
 * the queries of all tasks out; each answer brings them closer again, until the limit is gone.
 * While complaints are the rule, a wish to be left alone for a time holds for everybody. Guarded by
 * its lane.
 */
final class AdaptiveRateLimiter {
  /** Waits slow down on their own account too; together they need not be slower than this. */
  private static final double WIDEST_GAP = 1e9;

  /** Queries closer together than this are as good as without limit. */
  private static final double NO_GAP = 1e6;

  private static final double WIDEN = 1.25;
  private static final double NARROW = 0.98;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** Over how many queries figures are averaged. */
  private static final int MEMORY = 8;

  private final TimeSource time;
  private final long begun;
  private int sent;
  private long lastSent;
  private double usualGap;
  private int answers;
  private double complaints;
  private double gap;
  private long slowedAt;
  private long pausedUntil;

  AdaptiveRateLimiter(TimeSource time) {
    this.time = time;
    this.begun = time.nanoTime();
    this.slowedAt = begun;
    this.pausedUntil = begun;
  }

  /** How long the next query has to be held back; zero where it may go. */
  Duration delay() {
    long now = time.nanoTime();
    long wait = Math.max(0, pausedUntil - now);
    if (gap > 0 && sent > 0) {
      wait = Math.max(wait, lastSent + (long) gap - now);
    }
    return Duration.ofNanos(wait);
  }

  /** Whether nothing is left of a limit. */
  boolean isOpen() {
    return gap == 0 && pausedUntil - time.nanoTime() <= 0;
  }

  /** A query goes. */
  void sent() {
    long now = time.nanoTime();
    if (sent > 0) {
      usualGap += (now - lastSent - usualGap) / Math.min(sent, MEMORY);
    }
    sent++;
    lastSent = now;
  }

  /** The server has not complained, whatever else came of the query. */
  void answered() {
    heard(0);
    gap *= NARROW;
    // Whoever asks far less than is allowed needs no limit.
    if (gap < NO_GAP || gap < usualGap / 2) {
      gap = 0;
    }
  }

  /**
   * The server wants to be asked less.
   *
   * @param wish for how long it wants to be left alone; null where it did not say
   * @param sentAt when the query was sent
   */
  void complained(@Nullable Duration wish, long sentAt) {
    heard(1);
    // What was under way when we slowed down says nothing about the slower rate.
    if (sentAt - slowedAt >= 0) {
      slowedAt = time.nanoTime();
      double now = gap == 0 ? Math.max(NO_GAP, usualGap) : gap;
      gap = Math.min(WIDEST_GAP, now * WIDEN);
    }
    if (wish != null && complaints >= 0.5) {
      Duration pause = wish.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wish;
      long until = time.nanoTime() + Math.max(0, pause.toNanos());
      if (until - pausedUntil > 0) {
        pausedUntil = until;
      }
    }
  }

  private void heard(double complaint) {
    answers = Math.min(answers + 1, MEMORY);
    complaints += (complaint - complaints) / answers;
  }
}
