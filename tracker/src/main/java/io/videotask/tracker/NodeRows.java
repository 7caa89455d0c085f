package io.videotask.tracker;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The nodes: a row for each, with a number, its beat, that changes for as long as the node lives,
 * and the time of the last change. Thread-safe.
 */
final class NodeRows {
  private static final String INSERT =
      "INSERT INTO videotask_node (beat, seen, name) VALUES (?, ?, ?)";
  private static final String UPDATE =
      "UPDATE videotask_node SET beat = ?, seen = ? WHERE name = ?";

  private final Database database;

  NodeRows(Database database) {
    this.database = database;
  }

  /** Adds a node; one of its name that was there before becomes this one. */
  void register(String name, long beat, long now) throws SQLException {
    database.insertOrUpdate(
        connection -> set(connection, INSERT, name, beat, now),
        connection -> set(connection, UPDATE, name, beat, now));
  }

  /** Deletes a node. */
  void deregister(String name) throws SQLException {
    database.run(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("DELETE FROM videotask_node WHERE name = ?")) {
            delete.setString(1, name);
            return delete.executeUpdate();
          }
        });
  }

  /**
   * Deletes the nodes whose beat has not changed since an instant, which are few: by name, as MySQL
   * would lock the other rows, too.
   */
  void forget(long before) throws SQLException {
    database.run(
        connection -> {
          try (PreparedStatement select =
                  connection.prepareStatement("SELECT name FROM videotask_node WHERE seen < ?");
              PreparedStatement delete =
                  connection.prepareStatement(
                      "DELETE FROM videotask_node WHERE seen < ? AND name = ?")) {
            select.setLong(1, before);
            delete.setLong(1, before);
            for (String name : names(select)) {
              delete.setString(2, name);
              delete.executeUpdate();
            }
            return true;
          }
        });
  }

  /** All nodes delete in the same order. */
  private static Set<String> names(PreparedStatement select) throws SQLException {
    Set<String> names = new TreeSet<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  /** What a node found when it set its beat. */
  enum Found {
    /** Its own last beat. */
    OWN_BEAT,
    /** Another beat: a process of the same name may run, too. */
    ANOTHER_BEAT,
    /** Nothing: its row was gone, and was inserted again. */
    NOTHING
  }

  /** Raises the beat of a node by one. */
  static Found beat(Connection connection, String name, long last, long now) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(UPDATE + " AND beat = ?")) {
      update.setLong(1, last + 1);
      update.setLong(2, now);
      update.setString(3, name);
      update.setLong(4, last);
      if (update.executeUpdate() == 1) {
        return Found.OWN_BEAT;
      }
    }
    if (set(connection, UPDATE, name, last + 1, now) == 1) {
      return Found.ANOTHER_BEAT;
    }
    set(connection, INSERT, name, last + 1, now);
    return Found.NOTHING;
  }

  private static int set(Connection connection, String sql, String name, long beat, long now)
      throws SQLException {
    try (PreparedStatement write = connection.prepareStatement(sql)) {
      write.setLong(1, beat);
      write.setLong(2, now);
      write.setString(3, name);
      return write.executeUpdate();
    }
  }

  /** Returns the beats of all nodes, by name. */
  static Map<String, Long> beats(Connection connection) throws SQLException {
    Map<String, Long> beats = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT name, beat FROM videotask_node")) {
      while (row.next()) {
        beats.put(row.getString(1), row.getLong(2));
      }
    }
    return beats;
  }
}
