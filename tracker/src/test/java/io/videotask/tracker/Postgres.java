package io.videotask.tracker;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** A PostgreSQL that is started once for all tests. */
final class Postgres {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private Postgres() {}

  /** Holds the server for as long as tests run. */
  record Server(EmbeddedPostgres postgres) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      postgres.close();
    }
  }

  private static Server server() {
    return Holder.SERVER;
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
        return new Server(postgres);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Returns a new database. */
  static DataSource database() {
    String name = "test" + DATABASES.incrementAndGet();
    try (Connection connection = server().postgres().getPostgresDatabase().getConnection()) {
      connection.createStatement().execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
    source.setUrl(server().postgres().getJdbcUrl("postgres", name));
    return JdbcConnectionPool.create(source);
  }
}
