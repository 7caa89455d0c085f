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
  /**
   * The version of the tables that this version of the library needs: 100 times the major version,
   * and the minor one. It works with tables of the same major version and any later minor one,
   * which have more tables or columns, and no others.
   */
  public static final int VERSION = 101;

  /** What {@link #known} returns for tables to which no node has been started yet. */
  private static final Known UNUSED = new Known(VERSION, 0);

  /** The tables of a database. */
  private record Known(int version, int shards) {}

  private static final String SCRIPT = "R__videotask_tracker.sql";

  private static final int RUNS = 10;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private TrackerSchema() {}

  /**
   * Creates the tables, or adds what those of an earlier minor version lack. Nodes of an earlier
   * version of the library may go on meanwhile.
   *
   * @throws TrackingException when that failed, or there are tables of another major version
   */
  public static void create(DataSource source) {
    try (SystemTimeSource time = new SystemTimeSource()) {
      create(source, time);
    }
  }

  static void create(DataSource source, TimeSource time) {
    Pauses pauses = new Pauses(time);
    Database database = new Database(source);
    for (int run = 1; isOutdated(known(database)); run++) {
      if (run > RUNS) {
        throw new TrackingException("the tables of the tracker have still an earlier version");
      }
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

  private static boolean isOutdated(@Nullable Known tables) {
    if (tables != null) {
      requireMajor(tables.version());
    }
    return tables == null || tables.version() < VERSION;
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
    Known tables = known(database);
    if (tables == null) {
      throw new TrackingException(
          "the database has no tables of the tracker: run its script, or TrackerSchema.create");
    }
    if (isOutdated(tables)) {
      throw new TrackingException(
          "the tables of the tracker are of version "
              + name(tables.version())
              + ", and this library needs version "
              + name(VERSION)
              + ": run its script, or TrackerSchema.create, which keep what is there");
    }
    return tables.shards() > 0 ? tables.shards() : fixShards(database, shards);
  }

  private static int fixShards(Database database, int shards) {
    try {
      return database.run(
          connection -> {
            insertShards(connection, shards);
            return shards;
          });
    } catch (SQLException e) {
      Known fixed = Database.isDuplicate(e) ? known(database) : null;
      if (fixed == null || fixed.shards() == 0) {
        throw new TrackingException("the shards could not be created: " + e.getMessage(), e);
      }
      // Another node was first.
      return fixed.shards();
    }
  }

  private static void insertShards(Connection connection, int shards) throws SQLException {
    try (PreparedStatement shard =
            connection.prepareStatement(
                "INSERT INTO videotask_shard (shard, epoch, since) VALUES (?, 0, 0)");
        PreparedStatement schema =
            connection.prepareStatement(
                "INSERT INTO videotask_schema (version, shards) VALUES (?, ?)")) {
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

  /** Returns what there is; null if there are no tables. */
  private static @Nullable Known known(Database database) {
    Known tables = read(database, "SELECT version, shards FROM videotask_schema");
    if (tables != null && tables.shards() == 0) {
      // No node has been started: the last table that was added shows the version.
      Known last = read(database, "SELECT 0, 0 FROM videotask_history WHERE 1 = 0");
      return last == null ? new Known(100, 0) : tables;
    }
    return tables;
  }

  private static @Nullable Known read(Database database, String sql) {
    try {
      return database.run(
          connection -> {
            try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
              return row.next() ? new Known(row.getInt(1), row.getInt(2)) : UNUSED;
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

  /** Tables before minor versions were counted are of version 1.0. */
  private static int major(int version) {
    return version < 100 ? version : version / 100;
  }

  private static String name(int version) {
    return major(version) + "." + (version < 100 ? 0 : version % 100);
  }

  private static void requireMajor(int version) {
    if (major(version) != major(VERSION)) {
      throw new TrackingException(
          "the tables of the tracker are of version "
              + name(version)
              + ", and this library works with versions from "
              + name(VERSION)
              + " below "
              + (major(VERSION) + 1)
              + ".0");
    }
  }
}
