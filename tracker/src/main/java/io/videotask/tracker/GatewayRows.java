package io.videotask.tracker;

import java.sql.PreparedStatement;

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
                  connection.prepareStatement("INSERT INTO videotask_gateway VALUES (?, ?)")) {
            delete.setString(1, gateway);
            delete.executeUpdate();
            insert.setString(1, gateway);
            insert.setBoolean(2, paused);
            insert.executeUpdate();
            return true;
          }
        });
  }
}
