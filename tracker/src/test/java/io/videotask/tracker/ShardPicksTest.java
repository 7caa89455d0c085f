package io.videotask.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gives back the shards that a node has picked and left. */
class ShardPicksTest {
  private static final String TASK = "videotask-shard";

  private final DataSource source = H2TrackerTest.memory();
  private final Database database = new Database(source);
  private final ShardPicks picks = new ShardPicks(database, TASK, "a");

  @BeforeEach
  void tables() throws SQLException {
    TrackerSchema.create(source);
    pick("1", "a");
    pick("2", "b");
    pick("3", "c");
    pick("4", null);
  }

  private void pick(String shard, @Nullable String by) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO videotask_scheduler (task_name, task_instance, execution_time, picked,"
                    + " picked_by, version) VALUES (?, ?, ?, ?, ?, 1)")) {
      insert.setString(1, TASK);
      insert.setString(2, shard);
      insert.setTimestamp(3, new Timestamp(0));
      insert.setBoolean(4, by != null);
      insert.setString(5, by);
      insert.executeUpdate();
    }
  }

  /** Returns who has picked each shard that is picked. */
  private Map<String, String> picked() throws SQLException {
    Map<String, String> nodes = new TreeMap<>();
    try (Connection connection = source.getConnection();
        ResultSet row =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT task_instance, picked_by FROM videotask_scheduler WHERE picked")) {
      while (row.next()) {
        nodes.put(row.getString(1), row.getString(2));
      }
    }
    return nodes;
  }

  @Test
  void shardsOfANodeThatIsGoneAreReleasedAndNoOthers() throws SQLException {
    picks.releaseAbandoned(Set.of("a", "b"), Set.of("1"));

    assertEquals(Map.of("1", "a", "2", "b"), picked());
  }

  @Test
  void ownShardThatDoesNotRunIsReleasedTheSecondTime() throws SQLException {
    Set<String> live = Set.of("a", "b", "c");
    picks.releaseAbandoned(live, Set.of());
    assertEquals(Map.of("1", "a", "2", "b", "3", "c"), picked(), "it may be about to run");

    picks.releaseAbandoned(live, Set.of());

    assertEquals(Map.of("2", "b", "3", "c"), picked());
  }

  @Test
  void ownShardThatRunsMeanwhileIsKept() throws SQLException {
    Set<String> live = Set.of("a", "b", "c");
    picks.releaseAbandoned(live, Set.of());
    picks.releaseAbandoned(live, Set.of("1"));
    picks.releaseAbandoned(live, Set.of());

    assertEquals("a", picked().get("1"));
  }

  @Test
  void picksOfTheOwnNameAreKeptWhileAnotherProcessHasIt() throws SQLException {
    picks.releaseAbandoned(Set.of("a"), null);
    picks.releaseAbandoned(Set.of("a"), null);

    assertEquals(Map.of("1", "a"), picked());
  }

  @Test
  void ownShardThatWasPickedAnewIsKept() throws SQLException {
    Set<String> live = Set.of("a", "b", "c");
    picks.releaseAbandoned(live, Set.of());
    try (Connection connection = source.getConnection()) {
      connection
          .createStatement()
          .executeUpdate("UPDATE videotask_scheduler SET version = 3 WHERE task_instance = '1'");
    }
    picks.releaseAbandoned(live, Set.of());

    assertEquals("a", picked().get("1"));
  }
}
