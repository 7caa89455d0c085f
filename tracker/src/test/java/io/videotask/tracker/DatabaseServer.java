package io.videotask.tracker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * A server of MariaDB or MySQL in a process of its own, which ends with this one. Its databases are
 * in a folder that is deleted then.
 */
final class DatabaseServer {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  /** The zone of sessions that ask for the machine's: one with summer time. */
  private static final String SYSTEM_ZONE = "CET-1CEST,M3.5.0,M10.5.0/3";

  private final int port;
  private final Driver driver;

  /** Opens databases. */
  interface Driver {
    JdbcConnectionPool pool(int port, String database) throws SQLException;
  }

  private DatabaseServer(int port, Driver driver) {
    this.port = port;
    this.driver = driver;
  }

  /**
   * Starts a server and waits for it.
   *
   * @param folder where the server's files are; those of the databases in {@code data}
   * @param program its executable and the options that must come first
   * @param options more options
   */
  static DatabaseServer start(
      Path folder, List<String> program, List<String> options, Driver driver)
      throws IOException, InterruptedException {
    DatabaseServer server = new DatabaseServer(freePort(), driver);
    List<String> command = new ArrayList<>(program);
    command.addAll(
        List.of(
            data(folder),
            user(),
            "--socket=" + folder.resolve("socket"),
            "--bind-address=127.0.0.1",
            "--port=" + server.port,
            "--max-connections=200",
            // Durability is not what is tested here, and syncing takes most of the time.
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-buffer-pool-size=32M",
            "--default-time-zone=+09:00"));
    command.addAll(options);
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("TZ", SYSTEM_ZONE);
    Process process = builder.start();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  process.destroyForcibly();
                  delete(folder);
                }));
    server.await(process, log);
    return server;
  }

  /** Returns the option that says where the files of databases are. */
  static String data(Path folder) {
    return "--datadir=" + folder.resolve("data");
  }

  /** Returns the option without which a server refuses to be run by root. */
  static String user() {
    return "--user=" + System.getProperty("user.name");
  }

  /**
   * Runs a program to its end.
   *
   * @throws IOException with its output, when it failed
   */
  static void run(Path folder, List<String> command) throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(command.get(0) + " failed: " + Files.readString(log));
    }
  }

  private void await(Process process, Path log) throws IOException, InterruptedException {
    SQLException last = null;
    for (int i = 0; i < 1_800 && process.isAlive(); i++) {
      try {
        JdbcConnectionPool pool = driver.pool(port, "mysql");
        try (Connection connection = pool.getConnection()) {
          if (connection.isValid(5)) {
            return;
          }
        } finally {
          pool.dispose();
        }
      } catch (SQLException e) {
        last = e;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new IOException("the server does not answer: " + last + "; " + Files.readString(log));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Deletes a folder, and as much of what is in it as can be deleted. */
  static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      // It is a temporary folder.
    }
  }

  /** Returns a new database. */
  DataSource database() {
    return database(driver);
  }

  /** Returns a new database that another driver opens. */
  DataSource database(Driver other) {
    String name = "test" + DATABASES.incrementAndGet();
    try {
      JdbcConnectionPool all = driver.pool(port, "mysql");
      try (Connection connection = all.getConnection()) {
        connection.createStatement().execute("CREATE DATABASE " + name);
      } finally {
        all.dispose();
      }
      return other.pool(port, name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
