package io.videotask.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.videotask.benchmarks.fleet.FleetProcess;
import io.videotask.benchmarks.fleet.FleetServer;
import io.videotask.benchmarks.track.KillPoint;
import io.videotask.benchmarks.track.KillRun;
import io.videotask.benchmarks.track.Outages;
import io.videotask.benchmarks.track.TrackNode;
import io.videotask.benchmarks.track.TrackedRows;
import io.videotask.tracker.TrackOutcome;
import io.videotask.tracker.TrackerSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tracking on a real PostgreSQL, with nodes in processes of their own. {@code --kills N} nodes are
 * killed at each of seven points (default 20); then {@code --tasks N} outstanding tasks (default
 * 20,000) are polled by two nodes for {@code --seconds N} (default 60), every 15 s each. Between
 * the two, a node is killed, another is stopped past its lease, and the database is away for 30 s.
 * {@code --only kills}, {@code --only outages} and {@code --only load} run one part.
 */
public final class Track {
  private static final int INTERVAL_SECONDS = 15;

  private final EmbeddedPostgres postgres;
  private final Targets targets = new Targets();
  private int databases;

  private Track(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /** Prints the report, and the figures as the last line; exits with 1 if a target is missed. */
  public static void main(String[] arguments) throws Exception {
    List<String> given = Arrays.asList(arguments);
    String only = option(given, "--only");
    Targets targets;
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start()) {
      Track track = new Track(postgres);
      if (only == null || only.equals("kills")) {
        track.kills(number(given, "--kills", 20));
      }
      if (only == null || only.equals("outages")) {
        track.outages();
      }
      if (only == null || only.equals("load")) {
        track.load(number(given, "--tasks", 20_000), number(given, "--seconds", 60));
      }
      targets = track.targets;
    }
    targets.missed().forEach(System.out::println);
    System.out.println(targets.json("track"));
    System.exit(targets.missed().isEmpty() ? 0 : 1);
  }

  private static int number(List<String> given, String name, int otherwise) {
    String value = option(given, name);
    return value == null ? otherwise : Integer.parseInt(value);
  }

  private static @Nullable String option(List<String> given, String name) {
    int at = given.indexOf(name);
    return at < 0 || at + 1 >= given.size() ? null : given.get(at + 1);
  }

  private String database() throws SQLException {
    String name = "track" + databases++;
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return postgres.getJdbcUrl("postgres", name);
  }

  private void kills(int times) throws Exception {
    System.out.println("killed            lost  submits  handled  keys  outcomes");
    int lost = 0;
    int doubles = 0;
    int wrongDeliveries = 0;
    for (KillPoint point : KillPoint.values()) {
      int lostHere = 0;
      int most = 0;
      int mostHandled = 0;
      int mostKeys = 0;
      StringBuilder outcomes = new StringBuilder();
      for (int i = 0; i < times; i++) {
        KillRun.Result result = new KillRun(point, database()).run();
        lostHere += result.lost() ? 1 : 0;
        doubles += result.submits() > 1 ? 1 : 0;
        boolean deliveredRightly =
            point == KillPoint.BEFORE_INTENT
                ? result.handled() == 0
                : result.handled() >= 1 && result.handled() <= 2 && result.keys() == 1;
        wrongDeliveries += deliveredRightly ? 0 : 1;
        most = Math.max(most, result.submits());
        mostHandled = Math.max(mostHandled, result.handled());
        mostKeys = Math.max(mostKeys, result.keys());
        TrackOutcome outcome = result.outcome();
        if (outcome != null && outcomes.indexOf(outcome.name()) < 0) {
          outcomes.append(' ').append(outcome);
        }
      }
      lost += lostHere;
      System.out.printf(
          Locale.ROOT,
          "%-16s  %4d  %7d  %7d  %4d %s%n",
          point.name().toLowerCase(Locale.ROOT),
          lostHere,
          most,
          mostHandled,
          mostKeys,
          outcomes);
    }
    System.out.println("lost " + targets.atMost("lost", lost, 0));
    System.out.println("submitted twice " + targets.atMost("submitted twice", doubles, 0));
    System.out.println(
        "not handled once or twice with one key "
            + targets.atMost("deliveries that are wrong", wrongDeliveries, 0));
  }

  private void outages() throws Exception {
    double takeover = new Outages(database()).takeover();
    System.out.println(
        "a node is killed: taken over after " + targets.atMost("takeover, s", takeover, 15));
    long writes = new Outages(database()).writesAfterStop();
    System.out.println(
        "a node is stopped past its lease: its writes that landed "
            + targets.atMost("writes of a stopped node", (double) writes, 0));
    double[] away = new Outages(database()).databaseAway();
    System.out.println(
        "the database is away for 30 s: lost "
            + targets.atMost("lost while the database was away", away[0], 0)
            + ", warnings a node "
            + targets.atMost("warnings while the database was away", away[1], 20));
  }

  private void load(int tasks, int seconds) throws Exception {
    String url = database();
    try (HikariDataSource pool = TrackNode.pool(url);
        FleetProcess server = FleetProcess.of(FleetServer.class, "512m")) {
      TrackerSchema.create(pool);
      TrackedRows.insert(pool, tasks);
      String serverUrl = "http://127.0.0.1:" + server.line();
      try (FleetProcess first = node("a", url, serverUrl);
          FleetProcess second = node("b", url, serverUrl)) {
        first.line();
        second.line();
        while (first.tell("?")[1] + second.tell("?")[1] < tasks) {
          TimeUnit.MILLISECONDS.sleep(500);
        }
        TimeUnit.SECONDS.sleep(2L * INTERVAL_SECONDS);
        double[] owned = {first.tell("?")[0], second.tell("?")[0]};
        System.out.println("shards " + owned[0] + " and " + owned[1]);
        rest(serverUrl, "/report");
        double[] before = figures(pool);
        TimeUnit.SECONDS.sleep(seconds);
        double polls = Double.parseDouble(rest(serverUrl, "/report").split(" ", -1)[0]);
        double[] after = figures(pool);
        double rows = after[0] - before[0];
        double commits = after[1] - before[1];
        targets.figure("tasks outstanding", tasks);
        targets.figure("polls a second", polls / seconds);
        System.out.printf(
            Locale.ROOT,
            "%d tasks: %.0f polls/s, %.1f rows written/s, %.1f transactions/s, %.0f dead rows%n",
            tasks,
            polls / seconds,
            rows / seconds,
            commits / seconds,
            after[2]);
        targets.figure("transactions a poll", commits / polls);
        System.out.println("writes a poll " + targets.atMost("writes a poll", rows / polls, 0.05));
        double wanted = tasks / (double) INTERVAL_SECONDS;
        System.out.println(
            "polls, of those that are due "
                + targets.atLeast("polls of those due", polls / seconds / wanted, 0.95));
      }
    }
  }

  private static FleetProcess node(String name, String url, String serverUrl) throws Exception {
    return FleetProcess.of(
        TrackNode.class, "768m", "load", name, String.valueOf(INTERVAL_SECONDS), url, serverUrl);
  }

  private static String rest(String serverUrl, String path) throws Exception {
    try (var answer = URI.create(serverUrl + path).toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Returns rows written, transactions committed, and dead rows. */
  private static double[] figures(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del), (SELECT xact_commit FROM"
                    + " pg_stat_database WHERE datname = current_database()), sum(n_dead_tup)"
                    + " FROM pg_stat_user_tables")) {
      row.next();
      return new double[] {row.getDouble(1), row.getDouble(2), row.getDouble(3)};
    }
  }
}
