package io.videotask.tracker;

import com.mysql.cj.jdbc.MysqlConnectionPoolDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A server of MySQL that is started once for all tests. It is the executable that the system
 * property {@code mysqld} names, or MySQL 8.0.15, which is on the class path with {@code
 * -Pall-tests} only: it is large, and for Linux on x86-64. Tests that need it are skipped
 * elsewhere.
 */
final class MySql {
  private static final String BINARIES = "/mysql-Linux-amd64.tar.gz";

  private MySql() {}

  /** The server, or why there is none. */
  private record Server(@Nullable DatabaseServer running, String missing) {}

  /** Started with the first test. */
  private static final class Holder {
    static final Server SERVER = start();

    private static Server start() {
      String executable = System.getProperty("mysqld", "");
      try {
        return executable.isEmpty()
            ? startFromClassPath()
            : new Server(startServer(newFolder(), List.of(executable, "--no-defaults")), "");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Server(null, "interrupted");
      }
    }
  }

  private static Path newFolder() throws IOException {
    return Files.createTempDirectory("mysql");
  }

  private static Server startFromClassPath() throws IOException, InterruptedException {
    try (InputStream binaries = MySql.class.getResourceAsStream(BINARIES)) {
      boolean fits =
          System.getProperty("os.name").contains("Linux")
              && System.getProperty("os.arch").equals("amd64");
      if (binaries == null || !fits) {
        return new Server(null, "its binaries are not on the class path");
      }
      Path folder = newFolder();
      Path base = folder.resolve("base");
      unpack(folder, binaries, base);
      List<String> program =
          List.of(base.resolve("bin/mysqld").toString(), "--no-defaults", "--basedir=" + base);
      try {
        DatabaseServer.run(folder, List.of(program.get(0), "--no-defaults", "--version"));
      } catch (IOException e) {
        // Such as without libnuma.
        DatabaseServer.delete(folder);
        return new Server(null, String.valueOf(e.getMessage()));
      }
      return new Server(startServer(folder, program), "");
    }
  }

  private static void unpack(Path folder, InputStream binaries, Path base)
      throws IOException, InterruptedException {
    Path archive = folder.resolve("archive");
    Files.copy(binaries, archive);
    Files.createDirectory(base);
    DatabaseServer.run(
        folder,
        List.of("tar", "-xzf", archive.toString(), "-C", base.toString(), "--no-same-owner"));
    Files.delete(archive);
    // Not every machine has libaio. The server needs a file of that name to be loaded, and calls
    // none of its functions without native AIO.
    Files.createSymbolicLink(base.resolve("bin/libaio.so.1"), Path.of("libcrypto.so.1.0.0"));
  }

  private static DatabaseServer startServer(Path folder, List<String> program)
      throws IOException, InterruptedException {
    List<String> options =
        List.of(
            "--innodb-use-native-aio=OFF",
            "--skip-log-bin",
            // A second port.
            "--mysqlx=OFF",
            // Debian's executables want a folder of their package otherwise.
            "--secure-file-priv=NULL");
    List<String> initialization = new ArrayList<>(program);
    initialization.add("--initialize-insecure");
    initialization.add(DatabaseServer.data(folder));
    initialization.add(DatabaseServer.user());
    initialization.addAll(options);
    DatabaseServer.run(folder, initialization);
    return DatabaseServer.start(folder, program, options, MySql::pool);
  }

  static JdbcConnectionPool pool(int port, String database) {
    MysqlConnectionPoolDataSource source = new MysqlConnectionPoolDataSource();
    source.setUrl("jdbc:mysql://127.0.0.1:" + port + "/" + database);
    source.setUser("root");
    return JdbcConnectionPool.create(source);
  }

  /** Returns a new database. */
  static DataSource database() {
    DatabaseServer server = Holder.SERVER.running();
    return server == null
        ? Assumptions.abort("no MySQL can be started here: " + Holder.SERVER.missing())
        : server.database();
  }
}
