package io.videotask.tracker;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGConnectionPoolDataSource;

/**
 * A PostgreSQL that is started once for all tests. Tests that need it are skipped where none can be
 * started: it refuses to run as root, unless another user can be had by {@code unshare}; and there
 * are no binaries for some platforms.
 */
final class Postgres {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private Postgres() {}

  /** The server, or why there is none. */
  private record Server(@Nullable EmbeddedPostgres postgres, String missing) {}

  private static EmbeddedPostgres server() {
    EmbeddedPostgres postgres = Holder.SERVER.postgres();
    if (postgres == null) {
      return Assumptions.abort("no PostgreSQL can be started here: " + Holder.SERVER.missing());
    }
    return postgres;
  }

  /** Started with the first test. */
  private static final class Holder {
    static final Server SERVER = start();

    private static Server start() {
      try {
        // Durability is not what is tested here, and syncing takes most of the time.
        EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "200")
                .start();
        return new Server(postgres, "");
      } catch (IOException | RuntimeException e) {
        boolean root = "root".equals(System.getProperty("user.name"));
        if (root || String.valueOf(e.getMessage()).startsWith("Missing embedded postgres")) {
          return new Server(null, String.valueOf(e.getMessage()));
        }
        throw e instanceof IOException io ? new UncheckedIOException(io) : (RuntimeException) e;
      }
    }
  }

  /** Returns a new database. */
  static DataSource database() {
    String name = "test" + DATABASES.incrementAndGet();
    try (Connection connection = server().getPostgresDatabase().getConnection()) {
      connection.createStatement().execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
    source.setUrl(server().getJdbcUrl("postgres", name));
    return JdbcConnectionPool.create(source);
  }
}
