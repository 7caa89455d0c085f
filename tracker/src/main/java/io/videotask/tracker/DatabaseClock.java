package io.videotask.tracker;

import io.videotask.time.TimeSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/**
 * The database's time, which is the same for all nodes: clocks of machines may be off by more than
 * the time after which a node counts as dead. Between two measurements it runs with the machine's
 * monotonic clock. Thread-safe.
 */
final class DatabaseClock {
  private final TimeSource time;

  /** Milliseconds since 1970 when the monotonic clock was zero. */
  private volatile double zero;

  DatabaseClock(TimeSource time) {
    this.time = time;
    this.zero = time.now().toEpochMilli() - time.nanoTime() / 1e6;
  }

  /** Asks the database for its time. */
  void measure(Connection connection) throws SQLException {
    long before = time.nanoTime();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT CURRENT_TIMESTAMP")) {
      row.next();
      long middle = before + (time.nanoTime() - before) / 2;
      zero = row.getTimestamp(1).toInstant().toEpochMilli() - middle / 1e6;
    }
  }

  long millis() {
    return Math.round(zero + time.nanoTime() / 1e6);
  }

  Instant now() {
    return Instant.ofEpochMilli(millis());
  }
}
