package io.videotask.tracker;

import io.videotask.time.TimeSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

/**
 * The database's time, which is the same for all nodes: clocks of machines may be off by more than
 * the time after which a node counts as dead. Between two measurements it runs with the machine's
 * monotonic clock. Thread-safe.
 */
final class DatabaseClock {
  private static final long MAX_AGE_MILLIS = Duration.ofMinutes(1).toMillis();

  /** The clocks of the machine diverge by more where it was suspended, or its time was set. */
  private static final long MAX_DIVERGENCE_MILLIS = 1_000;

  private final TimeSource time;
  private volatile Measurement last;

  /**
   * What was measured, and when.
   *
   * @param zero milliseconds since 1970 when the monotonic clock was zero
   * @param nanos by the monotonic clock
   * @param wallMillis by the machine's wall clock
   */
  private record Measurement(double zero, long nanos, long wallMillis, boolean real) {}

  DatabaseClock(TimeSource time) {
    this.time = time;
    long nanos = time.nanoTime();
    long wall = time.now().toEpochMilli();
    this.last = new Measurement(wall - nanos / 1e6, nanos, wall, false);
  }

  /** Asks the database for its time. */
  void measure(Connection connection) throws SQLException {
    long before = time.nanoTime();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Database.product(connection).time)) {
      row.next();
      long after = time.nanoTime();
      double middle = (before + (after - before) / 2) / 1e6;
      last =
          new Measurement(
              row.getLong(1) - middle, after, time.now().toEpochMilli(), /* real= */ true);
    }
  }

  /** Asks the database for its time if that was a minute ago, or the machine was suspended. */
  void measureIfOld(Connection connection) throws SQLException {
    if (isOld()) {
      measure(connection);
    }
  }

  /** {@link #measureIfOld(Connection)} with a connection of its own, only where it is needed. */
  void measureIfOld(Database database) {
    if (isOld()) {
      database.transaction(
          "the database has no time",
          connection -> {
            measureIfOld(connection);
            return true;
          });
    }
  }

  private boolean isOld() {
    Measurement known = last;
    long age = (time.nanoTime() - known.nanos()) / 1_000_000;
    long wallAge = time.now().toEpochMilli() - known.wallMillis();
    return !known.real()
        || age >= MAX_AGE_MILLIS
        || Math.abs(wallAge - age) > MAX_DIVERGENCE_MILLIS;
  }

  long millis() {
    return Math.round(last.zero() + time.nanoTime() / 1e6);
  }

  Instant now() {
    return Instant.ofEpochMilli(millis());
  }
}
