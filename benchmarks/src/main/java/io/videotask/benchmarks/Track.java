package io.videotask.benchmarks;

import io.videotask.benchmarks.track.KillPoint;
import io.videotask.benchmarks.track.KillRun;
import io.videotask.benchmarks.track.LoadNode;
import io.videotask.benchmarks.track.LoadResult;
import io.videotask.benchmarks.track.Outages;
import io.videotask.benchmarks.track.TrackLoad;
import io.videotask.tracker.TrackOutcome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tracking on a real PostgreSQL, with nodes in processes of their own. {@code --kills N} nodes are
 * killed at each of seven points (default 20); a node is killed, another is stopped past its lease,
 * and the database is away for 30 s; then {@code --tasks N} outstanding tasks (default 20,000) are
 * polled every {@code --interval N} seconds (default 15) by {@code --nodes N} (default 2) for
 * {@code --seconds N} (default 60), beside the same load in memory for a minute at most, with
 * {@code --open-transaction} while a transaction is open, which keeps the database from vacuuming;
 * then by two other designs: an execution of db-scheduler for each task, and a loop that claims
 * rows with {@code FOR UPDATE SKIP LOCKED}; last, by one to eight nodes, as fast as they can, which
 * {@code --plot FILE.png} draws. {@code --only kills}, {@code outages}, {@code load}, {@code
 * comparison} and {@code nodes} run one part.
 */
public final class Track {
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
        track.load(
            number(given, "--tasks", 20_000),
            number(given, "--seconds", 60),
            number(given, "--interval", 15),
            number(given, "--nodes", 2),
            given.contains("--open-transaction"));
      }
      if (only == null || only.equals("comparison")) {
        track.comparison(
            number(given, "--tasks", 20_000),
            number(given, "--seconds", 60),
            number(given, "--interval", 15));
      }
      if (only == null || only.equals("nodes")) {
        String plot = option(given, "--plot");
        NodesPart.run(
            track.targets,
            track::database,
            number(given, "--tasks", 40_000),
            number(given, "--seconds", 60),
            number(given, "--interval", 5),
            plot == null ? null : Path.of(plot).toAbsolutePath());
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

  private void load(int tasks, int seconds, int interval, int nodes, boolean openTransaction)
      throws Exception {
    System.out.println(LoadResult.HEADER);
    LoadResult memory =
        new TrackLoad(LoadNode.Kind.MEMORY, database(), tasks, 1, interval)
            .run(Math.min(seconds, 60));
    System.out.println(memory);
    TrackLoad load = new TrackLoad(LoadNode.Kind.TRACKER, database(), tasks, nodes, interval);
    LoadResult tracker = (openTransaction ? load.withOpenTransaction() : load).run(seconds);
    System.out.println(tracker);
    targets.figure("tasks outstanding", tasks);
    targets.figure("seconds between polls", interval);
    targets.figure("polls a second", tracker.polls().pollsPerSecond());
    targets.figure("transactions a poll", tracker.polls().transactionsPerPoll());
    System.out.println(
        "writes a poll " + targets.atMost("writes a poll", tracker.polls().writesPerPoll(), 0.05));
    System.out.println(
        "polls, of those that are due "
            + targets.atLeast("polls of those due", tracker.polls().shareOfDue(), 0.95));
    System.out.println(
        "mean detection delay, of that in memory "
            + targets.atMost(
                "detection delay", tracker.meanDelayMillis() / memory.meanDelayMillis(), 1.05));
    System.out.println(
        "dead rows, a second "
            + targets.atMost("dead rows a second", tracker.polls().deadRowsPerSecond(), 2));
  }

  private void comparison(int tasks, int seconds, int interval) throws Exception {
    System.out.println(LoadResult.HEADER);
    for (LoadNode.Kind kind : LoadNode.Kind.values()) {
      int nodes = kind == LoadNode.Kind.MEMORY ? 1 : 2;
      LoadResult result = new TrackLoad(kind, database(), tasks, nodes, interval).run(seconds);
      System.out.println(result);
      targets.figure(kind + " writes a poll", result.polls().writesPerPoll());
      targets.figure(kind + " polls of those due", result.polls().shareOfDue());
    }
  }
}
