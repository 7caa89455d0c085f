package io.videotask.tracker;

import io.videotask.task.TaskRef;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows as the owner of their shard reads and changes them. A shard has an epoch, which grows each
 * time it changes hands. A write names the epoch of its owner, and locks the row of the shard while
 * it checks that; so a write of a former owner never lands, however long its process was stopped.
 * Thread-safe.
 */
final class ShardRows implements FencedWriter.Target {
  private static final String OF_UNKNOWN_STATES = ofUnknownStates();

  private final Database database;
  private final UnreadableRows unreadable;

  ShardRows(Database database, UnreadableRows unreadable) {
    this.database = database;
    this.unreadable = unreadable;
  }

  /** What became of a write. */
  enum Written {
    APPLIED,
    /** The row is in another state: the application has changed it, or the write came before. */
    CHANGED,
    /** The shard has another owner. */
    FENCED,
    /** The database does not take the values, however often they are written. */
    REFUSED
  }

  /** A transition by the owner of its shard. */
  record Write(Transition transition, long epoch) {}

  /** Makes a node the owner of a shard; returns the new epoch. */
  long takeOver(int shard, String node, long now) throws SQLException {
    return database.run(
        connection -> {
          try (PreparedStatement update =
                  connection.prepareStatement(
                      "UPDATE videotask_shard SET epoch = epoch + 1, owner = ?, since = ?"
                          + " WHERE shard = ?");
              PreparedStatement select =
                  connection.prepareStatement(
                      "SELECT epoch FROM videotask_shard WHERE shard = ?")) {
            update.setString(1, node);
            update.setLong(2, now);
            update.setInt(3, shard);
            if (update.executeUpdate() != 1) {
              throw new SQLException("there is no shard " + shard);
            }
            select.setInt(1, shard);
            try (ResultSet row = select.executeQuery()) {
              row.next();
              return row.getLong(1);
            }
          }
        });
  }

  /**
   * Returns the rows of a shard that have something to wait for or to deliver. Those that cannot be
   * read are counted.
   */
  List<Row> outstanding(int shard) throws SQLException {
    return database.run(
        connection -> {
          unreadable.forget(shard);
          addUnknownStates(connection, shard);
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT "
                      + Row.COLUMNS
                      + " FROM videotask_task WHERE shard = ?"
                      + " AND state IN ('INTENT', 'OPEN', 'ENDED')")) {
            select.setInt(1, shard);
            select.setFetchSize(500);
            return TaskRows.rows(select, unreadable::add);
          }
        });
  }

  private void addUnknownStates(Connection connection, int shard) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(OF_UNKNOWN_STATES)) {
      select.setInt(1, shard);
      TaskRows.rows(select, unreadable::add);
    }
  }

  /** Selects rows by ranges between the known states, for which there is an index. */
  private static String ofUnknownStates() {
    StringJoiner ranges = new StringJoiner(" OR ", " AND (", ")");
    String before = null;
    for (String state : Stream.of(TrackState.values()).map(Enum::name).sorted().toList()) {
      ranges.add(
          (before == null ? "" : "state > '" + before + "' AND ") + "state < '" + state + "'");
      before = state;
    }
    ranges.add("state > '" + before + "'");
    return "SELECT " + Row.COLUMNS + " FROM videotask_task WHERE shard = ?" + ranges + " LIMIT 100";
  }

  /** Returns the outstanding rows of the shards that have changed since an instant. */
  List<Row> changed(Connection connection, Collection<Integer> shards, long since)
      throws SQLException {
    if (shards.isEmpty()) {
      return List.of();
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + Row.COLUMNS
                + " FROM videotask_task WHERE changed >= ?"
                + " AND state IN ('INTENT', 'OPEN', 'ENDED') AND shard IN ("
                + numbers(shards)
                + ")")) {
      select.setLong(1, since);
      return TaskRows.rows(select, unreadable::add);
    }
  }

  /** Returns the epochs of the shards that a node owns. */
  static Map<Integer, Long> owned(Connection connection, String node) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT shard, epoch FROM videotask_shard WHERE owner = ?")) {
      select.setString(1, node);
      return epochs(select);
    }
  }

  /**
   * Applies writes in one transaction: all of those whose epoch is their shard's, or none.
   *
   * @return what became of each
   */
  @Override
  public List<Written> apply(List<Write> writes, long now) throws SQLException {
    return database.run(
        connection -> {
          Set<Integer> shards =
              writes.stream()
                  .map(write -> write.transition().shard())
                  .collect(Collectors.toCollection(TreeSet::new));
          Map<Integer, Long> epochs;
          try (PreparedStatement fence =
              connection.prepareStatement(
                  "SELECT shard, epoch FROM videotask_shard WHERE shard IN ("
                      + numbers(shards)
                      + ") ORDER BY shard"
                      + database.product().readLock)) {
            epochs = epochs(fence);
          }
          boolean batch = database.product() != Database.Product.MYSQL;
          return apply(connection, writes, epochs, now, batch);
        });
  }

  /**
   * @param batch whether the driver counts the rows of each statement of a batch; MySQL's need not
   */
  private static List<Written> apply(
      Connection connection, List<Write> writes, Map<Integer, Long> epochs, long now, boolean batch)
      throws SQLException {
    List<Written> results = new ArrayList<>();
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE videotask_task SET state = ?, outcome = ?, ends = ?, attempts = ?,"
                + " next_attempt = ?, error = ?, wait_state = ?, failure = ?, changed = ?"
                + " WHERE id = ? AND shard = ? AND state = ? AND ends = ?")) {
      for (Write write : writes) {
        boolean owner = write.epoch() == epochs.getOrDefault(write.transition().shard(), -1L);
        if (owner && write.transition().found() != null) {
          results.add(adopt(connection, write.transition(), now));
          continue;
        }
        results.add(owner ? Written.APPLIED : Written.FENCED);
        if (owner) {
          set(update, write.transition(), now);
          if (batch) {
            update.addBatch();
          } else if (update.executeUpdate() == 0) {
            results.set(results.size() - 1, Written.CHANGED);
          }
        }
      }
      if (!batch) {
        return results;
      }
      int[] counts = update.executeBatch();
      int next = 0;
      for (int i = 0; i < results.size(); i++) {
        boolean batched = writes.get(i).transition().found() == null;
        if (batched && results.get(i) == Written.APPLIED && counts[next++] == 0) {
          results.set(i, Written.CHANGED);
        }
      }
    }
    return results;
  }

  /** Opens an intent with its task. */
  private static Written adopt(Connection connection, Transition to, long now) throws SQLException {
    TaskRef task = Objects.requireNonNull(to.found());
    try (PreparedStatement update =
        connection.prepareStatement(
            TaskRows.OPEN_WITH_TASK + " AND shard = ? AND state = ? AND ends = ?")) {
      TaskRows.setTask(update, to.id(), task, now);
      update.setInt(6, to.shard());
      update.setString(7, to.from().name());
      update.setInt(8, to.fromEnds());
      return update.executeUpdate() == 1 ? Written.APPLIED : Written.CHANGED;
    }
  }

  private static void set(PreparedStatement update, Transition to, long now) throws SQLException {
    update.setString(1, to.to().name());
    update.setString(2, to.outcome() == null ? null : to.outcome().name());
    update.setInt(3, to.ends());
    update.setInt(4, to.attempts());
    update.setLong(5, to.nextAttempt());
    setText(update, 6, to.error());
    setText(update, 7, to.waitState());
    setText(update, 8, to.failure());
    update.setLong(9, now);
    update.setString(10, to.id());
    update.setInt(11, to.shard());
    update.setString(12, to.from().name());
    update.setInt(13, to.fromEnds());
  }

  private static void setText(PreparedStatement update, int index, @Nullable String text)
      throws SQLException {
    if (text == null) {
      update.setNull(index, Types.VARCHAR);
    } else {
      update.setString(index, text);
    }
  }

  private static Map<Integer, Long> epochs(PreparedStatement select) throws SQLException {
    Map<Integer, Long> epochs = new HashMap<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        epochs.put(row.getInt(1), row.getLong(2));
      }
    }
    return epochs;
  }

  private static String numbers(Collection<Integer> shards) {
    return shards.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
