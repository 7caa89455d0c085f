package io.videotask.benchmarks.track;

import com.zaxxer.hikari.HikariDataSource;
import io.videotask.benchmarks.LoopbackServer;
import io.videotask.benchmarks.fleet.FleetProcess;
import io.videotask.tracker.TrackerSchema;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Nodes that are killed or stopped, and a database that is away, with the default heartbeats. */
public final class Outages {
  private static final int SHARDS = 64;
  private static final int TASKS = 1_000;
  private static final int INTERVAL_SECONDS = 1;
  private static final long PATIENCE_SECONDS = 120;

  private final String jdbcUrl;
  private final AtomicBoolean done = new AtomicBoolean();

  /**
   * @param jdbcUrl of an empty database
   */
  public Outages(String jdbcUrl) {
    this.jdbcUrl = jdbcUrl;
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  /** Returns the seconds until the condition holds. */
  private static double secondsUntil(String what, Condition condition) throws Exception {
    long begun = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
        throw new IllegalStateException("not within " + PATIENCE_SECONDS + " s: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  private String answer(String path) {
    String task = path.substring(path.lastIndexOf('/') + 1);
    return "{\"code\":\"success\",\"message\":\"\",\"data\":{\"task_id\":\""
        + task
        + "\",\"status\":\""
        + (done.get() ? "SUCCESS" : "IN_PROGRESS")
        + "\",\"result_url\":\"https://cdn.example.com/v.mp4\",\"progress\":\"30%\"}}";
  }

  private static FleetProcess node(String name, String url, String server) throws IOException {
    FleetProcess node =
        FleetProcess.of(
            TrackNode.class, "256m", "load", name, String.valueOf(INTERVAL_SECONDS), url, server);
    node.line();
    return node;
  }

  private static boolean owns(FleetProcess node, int shards) throws IOException {
    return node.tell("?")[0] == shards;
  }

  private static long count(HikariDataSource pool, String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static long delivered(HikariDataSource pool) throws SQLException {
    return count(pool, "SELECT count(*) FROM videotask_task WHERE state = 'DELIVERED'");
  }

  /** Returns how many rows of tasks transactions have written from this one on. */
  private static long writtenSince(HikariDataSource pool, long transaction) throws SQLException {
    return count(
        pool, "SELECT count(*) FROM videotask_task WHERE xmin::text::bigint >= " + transaction);
  }

  /** What happens to two nodes that share all shards. */
  private interface Scenario<R> {
    R run(HikariDataSource pool, FleetProcess first, FleetProcess second) throws Exception;
  }

  /**
   * Runs a scenario.
   *
   * @param nodesUrl the database as the nodes reach it
   */
  private <R> R onTwoNodes(String nodesUrl, Scenario<R> scenario) throws Exception {
    try (LoopbackServer server = LoopbackServer.start((path, first) -> answer(path));
        HikariDataSource pool = TrackNode.pool(jdbcUrl)) {
      TrackerSchema.create(pool);
      TrackedRows.insert(pool, TASKS);
      try (FleetProcess first = node("a", nodesUrl, server.url());
          FleetProcess second = node("b", nodesUrl, server.url())) {
        secondsUntil(
            "shards are shared", () -> owns(first, SHARDS / 2) && owns(second, SHARDS / 2));
        return scenario.run(pool, first, second);
      }
    }
  }

  /**
   * Kills one of two nodes.
   *
   * @return the seconds until the other one owns all shards
   */
  public double takeover() throws Exception {
    return onTwoNodes(
        jdbcUrl,
        (pool, first, second) -> {
          first.signal("KILL");
          double seconds = secondsUntil("all shards are owned", () -> owns(second, SHARDS));
          done.set(true);
          secondsUntil("all are delivered", () -> delivered(pool) == TASKS);
          return seconds;
        });
  }

  /**
   * Stops one of two nodes until the other one has taken over, and its tasks have ended and were
   * delivered; then it goes on.
   *
   * @return how many of its writes landed
   */
  public long writesAfterStop() throws Exception {
    return onTwoNodes(
        jdbcUrl,
        (pool, first, second) -> {
          first.signal("STOP");
          secondsUntil("all shards are owned", () -> owns(second, SHARDS));
          done.set(true);
          secondsUntil("all are delivered", () -> delivered(pool) == TASKS);
          long before = count(pool, "SELECT txid_current()");
          first.signal("CONT");
          secondsUntil("shards are shared again", () -> owns(first, SHARDS / 2));
          TimeUnit.SECONDS.sleep(3);
          return writtenSince(pool, before);
        });
  }

  /**
   * Cuts both nodes from the database for 30 s, in which all tasks end.
   *
   * @return how many ends were lost, and how many warnings each node logged at most
   */
  public double[] databaseAway() throws Exception {
    URI url = URI.create(jdbcUrl.substring("jdbc:".length()));
    try (CuttableForwarder wire = new CuttableForwarder(url.getPort())) {
      String through = jdbcUrl.replace(":" + url.getPort() + "/", ":" + wire.port() + "/");
      return onTwoNodes(
          through,
          (pool, first, second) -> {
            wire.cut(true);
            done.set(true);
            TimeUnit.SECONDS.sleep(30);
            wire.cut(false);
            secondsUntil("all are delivered", () -> delivered(pool) == TASKS);
            double warnings = Math.max(first.tell("?")[3], second.tell("?")[3]);
            return new double[] {TASKS - delivered(pool), warnings};
          });
    }
  }
}
