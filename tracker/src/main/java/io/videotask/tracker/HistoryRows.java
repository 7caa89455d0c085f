package io.videotask.tracker;

import io.videotask.LearnedDurationsJson;
import io.videotask.schedule.LearnedDurations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code videotask_history}. An update applies to the revision that was read only, so
 * that nothing that two nodes write is lost. Thread-safe.
 */
final class HistoryRows {
  /** A gateway may invent kinds. */
  private static final int MAX_ROWS = 2_000;

  /** As many as a schedule keeps, of kinds and of gateways. */
  private static final int MAX_READ = 256 + 64;

  private static final int MAX_CHARACTERS = 60_000;

  private final Database database;
  private final DatabaseClock clock;

  HistoryRows(Database database, DatabaseClock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * A row.
   *
   * @param learned null where it has a format that this version does not know
   */
  record Stored(long revision, @Nullable LearnedDurations learned) {}

  /** Decides what becomes of a row; may be called again, as transactions may be repeated. */
  interface Change {
    /**
     * Returns what is to be written; null if the row is to be left as it is.
     *
     * @param before null if there is no row
     */
    @Nullable LearnedDurations of(@Nullable LearnedDurations before);
  }

  /** Returns the rows that have changed since a time of the database, by their ids. */
  Map<String, Stored> changedSince(long millis) throws SQLException {
    return database.run(
        connection -> {
          Map<String, Stored> rows = new LinkedHashMap<>();
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT id, revision, learned FROM videotask_history WHERE changed >= ?"
                      + " ORDER BY changed DESC LIMIT "
                      + MAX_READ)) {
            select.setLong(1, millis);
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                rows.put(row.getString(1), stored(row.getLong(2), row.getString(3)));
              }
            }
          }
          return rows;
        });
  }

  /**
   * Changes a row, or inserts it.
   *
   * @return the row as written; empty where nothing was: another node was faster, the table is
   *     full, or the row has a format that this version does not know and is left alone
   */
  Optional<Stored> write(String id, Change change) throws SQLException {
    try {
      return database.run(connection -> write(connection, id, change));
    } catch (SQLException e) {
      if (Database.isDuplicate(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<Stored> write(Connection connection, String id, Change change)
      throws SQLException {
    Stored row = find(connection, id);
    LearnedDurations before = row == null ? null : row.learned();
    if (row != null && before == null) {
      return Optional.empty();
    }
    LearnedDurations all = change.of(before);
    if (all == null) {
      return Optional.empty();
    }
    String json = LearnedDurationsJson.write(all);
    long revision = row == null ? 1 : row.revision() + 1;
    if (json.length() > MAX_CHARACTERS || (row == null && isFull(connection))) {
      return Optional.empty();
    }
    String sql =
        row == null
            ? "INSERT INTO videotask_history (learned, revision, changed, id) VALUES (?, ?, ?, ?)"
            : "UPDATE videotask_history SET learned = ?, revision = ?, changed = ?"
                + " WHERE id = ? AND revision = "
                + row.revision();
    try (PreparedStatement write = connection.prepareStatement(sql)) {
      write.setString(1, json);
      write.setLong(2, revision);
      write.setLong(3, clock.millis());
      write.setString(4, id);
      return write.executeUpdate() == 1 ? Optional.of(new Stored(revision, all)) : Optional.empty();
    }
  }

  private static @Nullable Stored find(Connection connection, String id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT revision, learned FROM videotask_history WHERE id = ?")) {
      select.setString(1, id);
      try (ResultSet found = select.executeQuery()) {
        return found.next() ? stored(found.getLong(1), found.getString(2)) : null;
      }
    }
  }

  private static boolean isFull(Connection connection) throws SQLException {
    try (Statement count = connection.createStatement();
        ResultSet rows = count.executeQuery("SELECT COUNT(*) FROM videotask_history")) {
      rows.next();
      return rows.getInt(1) >= MAX_ROWS;
    }
  }

  private static Stored stored(long revision, String json) {
    try {
      LearnedDurations learned = LearnedDurationsJson.read(json);
      boolean known = learned.kinds().size() + learned.refreshes().size() == 1;
      return new Stored(revision, known ? learned : null);
    } catch (IllegalArgumentException e) {
      // A newer version wrote it, or it is damaged.
      return new Stored(revision, null);
    }
  }
}
