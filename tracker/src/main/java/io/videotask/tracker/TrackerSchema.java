package io.videotask.tracker;

import io.videotask.time.SystemTimeSource;
import io.videotask.time.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The tables of the tracker. Their scripts are resources, for Flyway ({@code
 * classpath:io/videotask/tracker/schema/postgresql}, {@code …/mysql}, {@code …/h2}), for Liquibase
 * ({@code io/videotask/tracker/schema/changelog.xml}, for all databases), or to be copied; {@link
 * #create} runs them without either. For Flyway they are repeatable migrations, which have no
 * version that an application's own could have.
 */
public final class TrackerSchema {
  /** The version of the tables that this version of the library needs. */
  public static final int VERSION = 1;

  private static final String SCRIPT = "R__videotask_tracker.sql";

  private static final int RUNS = 10;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private TrackerSchema() {}

  /**
   * Creates the tables unless they exist.
   *
   * @throws TrackingException when that failed, or there are tables of another version
   */
  public static void create(DataSource source) {
    try (SystemTimeSource time = new SystemTimeSource()) {
      create(source, time);
    }
  }

  static void create(DataSource source, TimeSource time) {
    Pauses pauses = new Pauses(time);
    Database database = new Database(source);
    for (int run = 1; existing(database) == null; run++) {
      try {
        database.run(
            connection -> {
              runScript(connection, script(database.product()));
              return true;
            });
      } catch (SQLException e) {
        // Another node creates them at the same time, of which not all databases make one step.
        if (run == RUNS) {
          throw new TrackingException(
              "the tables of the tracker could not be created: " + e.getMessage(), e);
        }
        pause(pauses);
      }
    }
  }

  private static void pause(Pauses pauses) {
    try {
      pauses.pause(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Returns the script that creates the tables, for {@code postgresql}, {@code mysql} (MariaDB,
   * too) or {@code h2}.
   *
   * @throws IllegalArgumentException for another database
   */
  public static String script(String database) {
    for (Database.Product product : Database.Product.values()) {
      if (product.folder.equals(database)) {
        return script(product);
      }
    }
    throw new IllegalArgumentException("there are scripts for postgresql, mysql and h2");
  }

  private static String script(Database.Product product) {
    String name = "schema/" + product.folder + "/" + SCRIPT;
    try (InputStream script = TrackerSchema.class.getResourceAsStream(name)) {
      if (script == null) {
        throw new IllegalStateException("the jar has no " + name);
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a script whose statements end with a semicolon at the end of a line. */
  private static void runScript(Connection connection, String script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : script.split(";\\s*\\n", -1)) {
        if (!sql.isBlank()) {
          statement.execute(sql);
        }
      }
    }
  }

  /**
   * Checks the tables, and fixes the number of shards at the first start.
   *
   * @return the number of shards
   * @throws TrackingException when there are no tables, or they are of another version
   */
  static int check(Database database, int shards) {
    Integer known = existing(database);
    if (known == null) {
      throw new TrackingException(
          "the database has no tables of the tracker: run its script, or TrackerSchema.create");
    }
    return known > 0 ? known : fixShards(database, shards);
  }

  private static int fixShards(Database database, int shards) {
    try {
      return database.run(
          connection -> {
            insertShards(connection, shards);
            return shards;
          });
    } catch (SQLException e) {
      Integer fixed = Database.isDuplicate(e) ? existing(database) : null;
      if (fixed == null || fixed == 0) {
        throw new TrackingException("the shards could not be created: " + e.getMessage(), e);
      }
      // Another node was first.
      return fixed;
    }
  }

  private static void insertShards(Connection connection, int shards) throws SQLException {
    try (PreparedStatement shard =
            connection.prepareStatement(
                "INSERT INTO videotask_shard (shard, epoch, since) VALUES (?, 0, 0)");
        PreparedStatement schema =
            connection.prepareStatement("INSERT INTO videotask_schema VALUES (?, ?)")) {
      for (int i = 0; i < shards; i++) {
        shard.setInt(1, i);
        shard.addBatch();
      }
      shard.executeBatch();
      schema.setInt(1, VERSION);
      schema.setInt(2, shards);
      schema.executeUpdate();
    }
  }

  /** Returns the number of shards, 0 if none is fixed yet; null if there are no tables. */
  private static @Nullable Integer existing(Database database) {
    try {
      return database.run(
          connection -> {
            try (Statement statement = connection.createStatement();
                ResultSet row =
                    statement.executeQuery("SELECT version, shards FROM videotask_schema")) {
              if (!row.next()) {
                return 0;
              }
              requireVersion(row.getInt(1));
              return row.getInt(2);
            }
          });
    } catch (SQLException e) {
      // 42P01 at PostgreSQL, 42S02 or 42S03 at H2 and MySQL: there is no such table.
      String state = String.valueOf(e.getSQLState());
      if (state.startsWith("42")) {
        return null;
      }
      throw new TrackingException("the database could not be read: " + e.getMessage(), e);
    }
  }

  private static void requireVersion(int version) {
    if (version != VERSION) {
      throw new TrackingException(
          "the tables of the tracker are of version "
              + version
              + ", and this library needs version "
              + VERSION);
    }
  }
}
