package io.videotask.tracker;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/** Which gateways are paused. Thread-safe. */
final class GatewayRows {
  private final Database database;

  GatewayRows(Database database) {
    this.database = database;
  }

  void pause(String gateway, boolean paused) {
    try {
      database.insertOrUpdate(
          connection ->
              set(
                  connection,
                  "INSERT INTO videotask_gateway (paused, name) VALUES (?, ?)",
                  gateway,
                  paused),
          connection ->
              set(
                  connection,
                  "UPDATE videotask_gateway SET paused = ? WHERE name = ?",
                  gateway,
                  paused));
    } catch (SQLException e) {
      throw new TrackingException(
          "the gateway could not be " + (paused ? "paused: " : "resumed: ") + e.getMessage(), e);
    }
  }

  private static int set(Connection connection, String sql, String gateway, boolean paused)
      throws SQLException {
    try (PreparedStatement write = connection.prepareStatement(sql)) {
      write.setBoolean(1, paused);
      write.setString(2, gateway);
      return write.executeUpdate();
    }
  }

  Set<String> paused() {
    return database.transaction("the paused gateways could not be read", GatewayRows::paused);
  }

  static Set<String> paused(Connection connection) throws SQLException {
    Set<String> names = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT name FROM videotask_gateway WHERE paused")) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }
}
