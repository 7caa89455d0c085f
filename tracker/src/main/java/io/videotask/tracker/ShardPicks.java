package io.videotask.tracker;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which node has picked which shard in db-scheduler's table, and who gives back what a node has
 * left. db-scheduler itself tells a dead execution by the heartbeats of each execution, a write for
 * each shard every two seconds; the tracker's nodes have one heartbeat each, which says as much.
 * One thread at a time.
 */
final class ShardPicks {
  private static final String PICKED =
      "SELECT task_instance, picked_by, version FROM videotask_scheduler"
          + " WHERE picked AND task_name = ? ORDER BY task_instance";

  private static final String RELEASE =
      "UPDATE videotask_scheduler SET picked = false, picked_by = NULL, last_heartbeat = NULL,"
          + " version = version + 1"
          + " WHERE task_name = ? AND task_instance = ? AND picked AND version = ?";

  private final Database database;
  private final String task;
  private final String node;

  /** The picks of this node that did not run when it looked last, by shard. */
  private Map<String, Pick> idle = Map.of();

  /**
   * @param task the name of db-scheduler's task
   * @param node the name of this node
   */
  ShardPicks(Database database, String task, String node) {
    this.database = database;
    this.task = task;
    this.node = node;
  }

  /** A pick is another one if the same node picks the shard again. */
  private record Pick(String shard, String by, long version) {}

  /**
   * Lets any node pick the shards that a node which is gone has picked; and those that this node
   * has picked and does not run, if that was so at the last call, too: such as those of an earlier
   * process of its name, or one whose pick was committed though its connection broke.
   *
   * @param live the nodes that are not gone
   * @param running the shards that this node runs; null where it cannot tell its own picks from
   *     those of another process, and releases none of them
   */
  void releaseAbandoned(Set<String> live, @Nullable Set<String> running) throws SQLException {
    Map<String, Pick> before = idle;
    Map<String, Pick> now = new HashMap<>();
    database.run(
        connection -> {
          now.clear();
          for (Pick pick : picked(connection)) {
            boolean abandoned = !live.contains(pick.by());
            if (pick.by().equals(node)) {
              boolean runs = running == null || running.contains(pick.shard());
              if (!runs) {
                now.put(pick.shard(), pick);
              }
              abandoned = !runs && pick.equals(before.get(pick.shard()));
            }
            if (abandoned) {
              release(connection, pick);
            }
          }
          return true;
        });
    idle = now;
  }

  private List<Pick> picked(Connection connection) throws SQLException {
    List<Pick> picks = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(PICKED)) {
      select.setString(1, task);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          picks.add(new Pick(row.getString(1), row.getString(2), row.getLong(3)));
        }
      }
    }
    return picks;
  }

  private void release(Connection connection, Pick pick) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(RELEASE)) {
      update.setString(1, task);
      update.setString(2, pick.shard());
      update.setLong(3, pick.version());
      update.executeUpdate();
    }
  }
}
