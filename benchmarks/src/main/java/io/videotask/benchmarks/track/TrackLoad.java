package io.videotask.benchmarks.track;

import com.zaxxer.hikari.HikariDataSource;
import io.videotask.benchmarks.fleet.FleetProcess;
import io.videotask.benchmarks.fleet.FleetServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Many outstanding tasks, polled at an interval by nodes in processes of their own. */
public final class TrackLoad {
  private static final long START_LIMIT_SECONDS = 300;
  private static final int LONGEST_ENDING_SECONDS = 300;
  private static final int TICKS_PER_SECOND = 100;

  /** Parts of a measurement after each of which the dead rows are counted. */
  private static final int PARTS = 6;

  private final LoadNode.Kind kind;
  private final String jdbcUrl;
  private final int tasks;
  private final int nodes;
  private final int intervalSeconds;
  private boolean openTransaction;
  private int answerMillis;

  /**
   * @param jdbcUrl of an empty database
   * @param intervalSeconds between two polls of a task
   */
  public TrackLoad(LoadNode.Kind kind, String jdbcUrl, int tasks, int nodes, int intervalSeconds) {
    this.kind = kind;
    this.jdbcUrl = jdbcUrl;
    this.tasks = tasks;
    this.nodes = nodes;
    this.intervalSeconds = intervalSeconds;
  }

  /** Keeps a transaction open during the measurement, so that no dead row can be vacuumed. */
  public TrackLoad withOpenTransaction() {
    openTransaction = true;
    return this;
  }

  /** Lets the gateway take so long to answer. */
  public TrackLoad withAnswersAfter(int millis) {
    answerMillis = millis;
    return this;
  }

  /**
   * Runs it: first without an end for so many seconds, and then as long again, but five minutes at
   * most, while a tenth of the tasks end.
   */
  public LoadResult run(int seconds) throws Exception {
    return run((pool, serverUrl, started) -> measure(seconds, pool, serverUrl, started));
  }

  /**
   * Runs it at the nodes' limit: without an end for so many seconds, once more so many that are
   * measured, and then until the ends of all tasks, which end at once, are delivered; the gateway
   * answers at once then.
   */
  public MostResult runMost(int seconds) throws Exception {
    return run(
        (pool, serverUrl, started) -> {
          // Several JVMs share the cores, and compile for as long as all of them do.
          measurePolls(seconds, pool, serverUrl, started);
          PollCost polls = measurePolls(seconds, pool, serverUrl, started);
          get(serverUrl, "/set?delay=0&ended=" + tasks);
          double databaseBefore = databaseCpu();
          double endsPerSecond = tasks / TrackedRows.secondsUntilDelivered(pool, tasks);
          return new MostResult(polls, endsPerSecond, (databaseCpu() - databaseBefore) / tasks);
        });
  }

  /**
   * What nodes can do at most.
   *
   * @param polls without an end
   * @param endsPerSecond delivered
   * @param databaseCpuPerEnd seconds of CPU time
   */
  public record MostResult(PollCost polls, double endsPerSecond, double databaseCpuPerEnd) {}

  private interface Measurement<T> {
    T of(HikariDataSource pool, String serverUrl, List<FleetProcess> started) throws Exception;
  }

  private <T> T run(Measurement<T> measurement) throws Exception {
    List<FleetProcess> started = new ArrayList<>();
    try (HikariDataSource pool = TrackNode.pool(jdbcUrl);
        FleetProcess server = FleetProcess.of(FleetServer.class, "512m")) {
      String serverUrl = "http://127.0.0.1:" + server.line();
      get(serverUrl, "/set?delay=" + answerMillis);
      kind.insert(pool, tasks, intervalSeconds);
      for (int i = 0; i < nodes; i++) {
        started.add(
            FleetProcess.of(
                LoadNode.class,
                "1g",
                kind.name(),
                "node" + i,
                String.valueOf(intervalSeconds),
                jdbcUrl,
                serverUrl,
                String.valueOf(tasks)));
      }
      for (FleetProcess node : started) {
        node.line();
      }
      awaitAll(started);
      TimeUnit.SECONDS.sleep(2L * intervalSeconds);
      if (openTransaction) {
        beginTransaction(pool);
      }
      return measurement.of(pool, serverUrl, started);
    } finally {
      started.forEach(FleetProcess::close);
    }
  }

  private void awaitAll(List<FleetProcess> started) throws IOException, InterruptedException {
    for (int i = 0; i < START_LIMIT_SECONDS; i++) {
      double loaded = 0;
      for (FleetProcess node : started) {
        loaded += node.tell("?")[0];
      }
      if (loaded >= tasks) {
        return;
      }
      TimeUnit.SECONDS.sleep(1);
    }
    throw new IOException("the nodes did not load all tasks");
  }

  /**
   * Begins a transaction that has read, and so keeps all later rows from being vacuumed, until the
   * pool is closed.
   */
  private static void beginTransaction(HikariDataSource pool) throws SQLException {
    Connection connection = pool.getConnection();
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT txid_current()")) {
      row.next();
    }
  }

  private LoadResult measure(
      int seconds, HikariDataSource pool, String serverUrl, List<FleetProcess> started)
      throws Exception {
    PollCost polls = measurePolls(seconds, pool, serverUrl, started);
    int ending = tasks / 10;
    int within = Math.min(seconds, LONGEST_ENDING_SECONDS);
    get(serverUrl, "/set?ending=" + ending + "&within=" + within);
    TimeUnit.SECONDS.sleep(within + 3L * intervalSeconds);
    double[] delays = get(serverUrl, "/delays");
    if (delays[0] < ending) {
      System.out.println("ends found: " + delays[0] + " of " + ending);
    }
    return new LoadResult(kind, polls, delays[1], delays[3]);
  }

  private PollCost measurePolls(
      int seconds, HikariDataSource pool, String serverUrl, List<FleetProcess> started)
      throws Exception {
    get(serverUrl, "/report");
    double[] before = figures(pool);
    double cpuBefore = cpu(started);
    double databaseBefore = databaseCpu();
    for (int part = 1; part <= PARTS; part++) {
      TimeUnit.MILLISECONDS.sleep(1000L * seconds / PARTS);
      if (openTransaction) {
        System.out.printf(
            Locale.ROOT,
            "dead rows after %d s: %.0f%n",
            seconds * part / PARTS,
            figures(pool)[2] - before[2]);
      }
    }
    double polls = get(serverUrl, "/report")[0];
    double[] after = figures(pool);
    double cpu = cpu(started) - cpuBefore;
    double databaseCpu = databaseCpu() - databaseBefore;
    return new PollCost(
        nodes,
        polls / seconds,
        polls / seconds * intervalSeconds / tasks,
        (after[0] - before[0]) / polls,
        (after[1] - before[1]) / polls,
        (after[2] - before[2]) / seconds,
        cpu / seconds,
        databaseCpu / seconds);
  }

  private static double cpu(List<FleetProcess> started) throws IOException {
    double seconds = 0;
    for (FleetProcess node : started) {
      seconds += node.tell("?")[1];
    }
    return seconds;
  }

  /** Returns the CPU seconds of all processes of PostgreSQL; 0 where there is no /proc. */
  private static double databaseCpu() throws IOException {
    Path proc = Path.of("/proc");
    if (!Files.isDirectory(proc)) {
      return 0;
    }
    long ticks = 0;
    try (Stream<Path> processes = Files.list(proc)) {
      for (Path process : (Iterable<Path>) processes::iterator) {
        ticks += process.getFileName().toString().matches("\\d+") ? ticks(process) : 0;
      }
    }
    return ticks / (double) TICKS_PER_SECOND;
  }

  private static long ticks(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"));
      String[] after = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return stat.contains("(postgres)")
          // With that of its children that have ended.
          ? Arrays.stream(after, 11, 15).mapToLong(Long::parseLong).sum()
          : 0;
    } catch (IOException e) {
      return 0; // it has ended
    }
  }

  private static double[] get(String serverUrl, String path) throws IOException {
    try (var answer = URI.create(serverUrl + path).toURL().openStream()) {
      String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
      return text.equals("ok")
          ? new double[0]
          : Arrays.stream(text.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
    }
  }

  /** Returns rows written, transactions committed, and dead rows. */
  private static double[] figures(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0), (SELECT xact_commit"
                    + " FROM pg_stat_database WHERE datname = current_database()),"
                    + " coalesce(sum(n_dead_tup), 0) FROM pg_stat_user_tables")) {
      row.next();
      return new double[] {row.getDouble(1), row.getDouble(2), row.getDouble(3)};
    }
  }
}
