package io.videotask.benchmarks.track;

import com.zaxxer.hikari.HikariDataSource;
import io.videotask.VideoTasks;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The loop that engineers write by hand: it claims rows that are due, and polls them. */
final class SkipLockedLoop {
  private static final int THREADS = 50;
  private static final int BATCH = 200;

  private final HikariDataSource pool;
  private final VideoTasks videos;
  private final Duration interval;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "poll");
            thread.setDaemon(true);
            return thread;
          });
  private final Semaphore room = new Semaphore(2 * BATCH);

  private SkipLockedLoop(HikariDataSource pool, VideoTasks videos, Duration interval) {
    this.pool = pool;
    this.videos = videos;
    this.interval = interval;
  }

  /** Creates the table, and inserts tasks that are due in the next interval. */
  static void insert(HikariDataSource pool, int tasks, int intervalSeconds) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE job (ref text PRIMARY KEY, open boolean NOT NULL, next_poll timestamptz NOT"
              + " NULL)");
      statement.execute(
          "INSERT INTO job SELECT 'new-api:task_' || i, true, now() + random() * interval '"
              + intervalSeconds
              + " seconds' FROM generate_series(0, "
              + (tasks - 1)
              + ") i");
      statement.execute("CREATE INDEX due ON job (next_poll) WHERE open");
      statement.execute("ANALYZE job");
    }
  }

  /** Starts polling. */
  static void start(HikariDataSource pool, VideoTasks videos, Duration interval) {
    SkipLockedLoop loop = new SkipLockedLoop(pool, videos, interval);
    Thread thread = new Thread(loop::run, "claim");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        room.acquire(BATCH);
        List<String> claimed = claim();
        room.release(BATCH - claimed.size());
        claimed.forEach(ref -> threads.execute(() -> poll(ref)));
        if (claimed.size() < BATCH) {
          TimeUnit.MILLISECONDS.sleep(100);
        }
      }
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> claim() throws SQLException {
    List<String> claimed = new ArrayList<>();
    try (Connection connection = pool.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "UPDATE job SET next_poll = now() + ? * interval '1 second' WHERE ref IN (SELECT"
                    + " ref FROM job WHERE open AND next_poll <= now() ORDER BY next_poll LIMIT ?"
                    + " FOR UPDATE SKIP LOCKED) RETURNING ref")) {
      statement.setDouble(1, interval.toMillis() / 1000.0);
      statement.setInt(2, BATCH);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          claimed.add(rows.getString(1));
        }
      }
    }
    return claimed;
  }

  private void poll(String ref) {
    try {
      if (videos.query(TaskRef.parse(ref)) instanceof VideoTask.Ended) {
        end(ref);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } finally {
      room.release();
    }
  }

  private void end(String ref) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("UPDATE job SET open = false WHERE ref = ?")) {
      statement.setString(1, ref);
      statement.executeUpdate();
    }
  }
}
