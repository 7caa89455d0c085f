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
    database.transaction(
        "the gateway could not be " + (paused ? "paused" : "resumed"),
        connection -> {
          try (PreparedStatement delete =
                  connection.prepareStatement("DELETE FROM videotask_gateway WHERE name = ?");
              PreparedStatement insert =
                  connection.prepareStatement(
                      "INSERT INTO videotask_gateway (name, paused) VALUES (?, ?)")) {
            delete.setString(1, gateway);
            delete.executeUpdate();
            insert.setString(1, gateway);
            insert.setBoolean(2, paused);
            insert.executeUpdate();
            return true;
          }
        });
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
