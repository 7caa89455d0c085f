package io.videotask.benchmarks.track;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** Rows of open tasks, inserted many at a time. */
public final class TrackedRows {
  private static final int SHARDS = 64;

  private TrackedRows() {}

  /** Inserts open tasks, as {@code track} would one by one. */
  public static void insert(HikariDataSource pool, int tasks) throws SQLException {
    long now = System.currentTimeMillis();
    try (Connection connection = pool.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO videotask_task (id, shard, state, gateway, task_id, ref_hash, created,"
                    + " changed, deadline, ends, attempts, next_attempt, attributes) VALUES (?, ?,"
                    + " 'OPEN', 'new-api', ?, ?, ?, ?, ?, 0, 0, 0, ?)")) {
      connection.setAutoCommit(false);
      for (int i = 0; i < tasks; i++) {
        insert.setString(1, "id-" + i);
        insert.setInt(2, i % SHARDS);
        insert.setString(3, "task_" + i);
        insert.setString(4, "hash-" + i);
        insert.setLong(5, now);
        insert.setLong(6, now);
        insert.setLong(7, now + TimeUnit.DAYS.toMillis(1));
        insert.setString(8, "{\"version\":1,\"attributes\":{}}");
        insert.addBatch();
        if (i % 1000 == 999) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  /** Waits until the ends of so many tasks are delivered, for ten minutes at most. */
  static double secondsUntilDelivered(HikariDataSource pool, int tasks)
      throws SQLException, InterruptedException {
    long begun = System.nanoTime();
    try (Connection connection = pool.getConnection();
        PreparedStatement count =
            connection.prepareStatement(
                "SELECT count(*) FROM videotask_task WHERE state = 'DELIVERED'")) {
      while (System.nanoTime() - begun < TimeUnit.MINUTES.toNanos(10)) {
        try (ResultSet row = count.executeQuery()) {
          row.next();
          if (row.getInt(1) >= tasks) {
            return (System.nanoTime() - begun) / 1e9;
          }
        }
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
    throw new SQLException("not all ends were delivered within ten minutes");
  }
}
