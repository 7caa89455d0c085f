package io.videotask.tracker;

import io.videotask.task.TaskRef;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows as the application changes them, on any node: they are inserted, or change only in states in
 * which no owner of a shard changes them. Thread-safe.
 */
final class TaskRows {
  private static final String UNREACHABLE = "the database could not be used";

  /**
   * Opens a row without a task with its task, whose reference is unique: where two rows would have
   * the same task, the database refuses the second. A condition on the state is to be added.
   */
  static final String OPEN_WITH_TASK =
      "UPDATE videotask_task SET state = 'OPEN', gateway = ?, task_id = ?, ref_hash = ?,"
          + " outcome = NULL, error = NULL, attempts = 0, next_attempt = 0, wait_state = NULL,"
          + " changed = ? WHERE id = ? AND task_id IS NULL";

  private final Database database;

  TaskRows(Database database) {
    this.database = database;
  }

  /**
   * Inserts a row.
   *
   * @param gateway null for an intent whose gateway is the only one
   * @return null if the reference is tracked already
   */
  @Nullable Row insert(Row row, @Nullable String gateway, long now) {
    try {
      insertRow(row, gateway, now);
      return row;
    } catch (SQLException e) {
      if (row.ref() != null && Database.isDuplicate(e)) {
        return null;
      }
      throw new TrackingException(UNREACHABLE + ": " + e.getMessage(), e);
    }
  }

  private void insertRow(Row row, @Nullable String gateway, long now) throws SQLException {
    database.run(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO videotask_task (id, shard, state, gateway, task_id, ref_hash,"
                      + " created, changed, deadline, ends, attempts, next_attempt, attributes,"
                      + " wait_state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?, ?)")) {
            insert.setString(1, row.id());
            insert.setInt(2, row.shard());
            insert.setString(3, row.state().name());
            insert.setString(4, gateway);
            insert.setString(5, row.ref() == null ? null : row.ref().id());
            insert.setString(6, row.ref() == null ? null : hash(row.ref()));
            insert.setLong(7, row.created());
            insert.setLong(8, now);
            insert.setLong(9, row.deadline());
            insert.setString(10, row.attributes());
            insert.setString(11, row.waitState());
            return insert.executeUpdate();
          }
        });
  }

  /** Sets the parameters of {@link #OPEN_WITH_TASK}, which are the first five. */
  static void setTask(PreparedStatement update, String id, TaskRef ref, long now)
      throws SQLException {
    update.setString(1, ref.gateway());
    update.setString(2, ref.id());
    update.setString(3, hash(ref));
    update.setLong(4, now);
    update.setString(5, id);
  }

  /**
   * Sets the reference of an intent: of one that waits for it, or whose outcome counts as unknown.
   *
   * @return whether there was one
   * @throws SQLException also when the reference is tracked already
   */
  boolean accept(String id, TaskRef ref, long now) throws SQLException {
    return database.run(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  OPEN_WITH_TASK + " AND (state = 'INTENT' OR outcome = 'OUTCOME_UNKNOWN')")) {
            setTask(update, id, ref, now);
            return update.executeUpdate() == 1;
          }
        });
  }

  /**
   * Tracks the task that a gateway has accepted for an intent, whatever became of the row
   * meanwhile: it may be delivered as an unknown outcome, resolved, or deleted.
   *
   * @return the id of the tracking; another one than the intent's where the task was tracked
   *     already, or the intent's row has another task
   * @throws SQLException when the database cannot be used
   */
  String acceptIntent(Row intent, TaskRef ref, long now) throws SQLException {
    Row known;
    try {
      if (accept(intent.id(), ref, now)) {
        return intent.id();
      }
      known = byId(intent.id());
      if (known == null) {
        return insertAccepted(intent.accepted(intent.id(), ref), now);
      }
      if (!ref.equals(known.ref())) {
        Row accepted = intent.accepted(UUID.randomUUID().toString(), ref);
        return insertAccepted(accepted, now);
      }
      // The answer to an earlier write was lost.
      return intent.id();
    } catch (SQLException e) {
      known = Database.isDuplicate(e) ? byRef(ref) : null;
      if (known == null) {
        throw e;
      }
      closeIntent(
          intent.id(), TrackState.REJECTED, null, ref + " is tracked as " + known.id(), now);
      return known.id();
    }
  }

  private String insertAccepted(Row row, long now) throws SQLException {
    insertRow(row, row.ref() == null ? null : row.ref().gateway(), now);
    return row.id();
  }

  /** Ends an intent: nothing was created, or the outcome is unknown. */
  void closeIntent(
      String id, TrackState state, @Nullable TrackOutcome outcome, String why, long now) {
    database.transaction(
        UNREACHABLE,
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE videotask_task SET state = ?, outcome = ?, ends = ends + ?, error = ?,"
                      + " changed = ? WHERE id = ? AND state = 'INTENT'")) {
            update.setString(1, state.name());
            update.setString(2, outcome == null ? null : outcome.name());
            update.setInt(3, outcome == null ? 0 : 1);
            update.setString(4, StoredMessage.of(why));
            update.setLong(5, now);
            update.setString(6, id);
            return update.executeUpdate();
          }
        });
  }

  /**
   * Records that the outcome of an intent is unknown, and its task is to be looked for.
   *
   * @param submit what is needed for that, as JSON
   */
  void loseIntent(String id, String submit, String why, long now) {
    database.transaction(
        UNREACHABLE,
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE videotask_task SET error = ?, wait_state = ?, attempts = 0,"
                      + " next_attempt = ?, changed = ? WHERE id = ? AND state = 'INTENT'")) {
            update.setString(1, StoredMessage.of(why));
            update.setString(2, submit);
            update.setLong(3, now);
            update.setLong(4, now);
            update.setString(5, id);
            return update.executeUpdate();
          }
        });
  }

  /** Opens a row again that has ended without a video. */
  boolean reopen(String id, long deadline, long now) {
    return update(
        "UPDATE videotask_task SET state = 'OPEN', outcome = NULL, error = NULL, failure = NULL,"
            + " attempts = 0, next_attempt = 0, wait_state = NULL, deadline = ?, changed = ?"
            + " WHERE id = ? AND task_id IS NOT NULL AND outcome IN ('TIMED_OUT', 'NOT_FOUND')",
        deadline,
        now,
        id);
  }

  /** Delivers an end again. */
  boolean redeliver(String id, long now) {
    return update(
        "UPDATE videotask_task SET state = 'ENDED', attempts = 0, next_attempt = ?, changed = ?"
            + " WHERE id = ? AND state IN ('PARKED', 'DELIVERED')",
        0,
        now,
        id);
  }

  private boolean update(String sql, long first, long now, String id) {
    return database.transaction(
        UNREACHABLE,
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, first);
            update.setLong(2, now);
            update.setString(3, id);
            return update.executeUpdate() == 1;
          }
        });
  }

  /** Deletes what was delivered or rejected before an instant. */
  int purge(long before) {
    return database.transaction(
        UNREACHABLE,
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement(
                  "DELETE FROM videotask_task WHERE state IN ('DELIVERED', 'REJECTED')"
                      + " AND changed < ?")) {
            delete.setLong(1, before);
            return delete.executeUpdate();
          }
        });
  }

  @Nullable Row byId(String id) {
    return database
        .transaction(UNREACHABLE, connection -> one(connection, "id = ?", id))
        .orElse(null);
  }

  @Nullable Row byRef(TaskRef ref) {
    return database
        .transaction(UNREACHABLE, connection -> one(connection, "ref_hash = ?", hash(ref)))
        .orElse(null);
  }

  private static Optional<Row> one(Connection connection, String where, String value)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT " + Row.COLUMNS + " FROM videotask_task WHERE " + where)) {
      select.setString(1, value);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.ofNullable(Row.of(row, TaskRows::refuse)) : Optional.empty();
      }
    }
  }

  private static void refuse(Row.Unreadable row) {
    throw new TrackingException("tracking " + row.id() + " cannot be read: " + row.why());
  }

  /** Returns the id of the row with a reference, also if the row cannot be read. */
  @Nullable String idOf(TaskRef ref) {
    return database
        .transaction(
            UNREACHABLE,
            connection -> {
              try (PreparedStatement select =
                  connection.prepareStatement("SELECT id FROM videotask_task WHERE ref_hash = ?")) {
                select.setString(1, hash(ref));
                try (ResultSet row = select.executeQuery()) {
                  return row.next() ? Optional.of(row.getString(1)) : Optional.<String>empty();
                }
              }
            })
        .orElse(null);
  }

  /** Lists the rows that can be read; goes on where a whole list cannot be. */
  List<Row> list(TrackFilter filter) {
    TrackFilter next = filter;
    while (true) {
      List<Row.Unreadable> unreadable = new ArrayList<>();
      List<Row> rows = list(next, unreadable);
      if (!rows.isEmpty() || unreadable.isEmpty()) {
        return rows;
      }
      Row.Unreadable last = unreadable.get(unreadable.size() - 1);
      next = filter.after(new TrackFilter.Cursor(Instant.ofEpochMilli(last.created()), last.id()));
    }
  }

  private List<Row> list(TrackFilter filter, List<Row.Unreadable> unreadable) {
    StringJoiner where = new StringJoiner(" AND ", " WHERE ", "");
    where.setEmptyValue("");
    List<String> values = new ArrayList<>();
    if (!filter.states().isEmpty()) {
      where.add("state IN (" + names(filter.states()) + ")");
    }
    if (filter.gateway() != null) {
      where.add("gateway = ?");
      values.add(filter.gateway());
    }
    if (filter.outcome() != null) {
      where.add("outcome = ?");
      values.add(filter.outcome().name());
    }
    if (filter.text() != null) {
      where.add("(attributes LIKE ? ESCAPE '!' OR task_id LIKE ? ESCAPE '!')");
      String pattern = "%" + filter.text().replaceAll("[!%_]", "!$0") + "%";
      values.add(pattern);
      values.add(pattern);
    }
    TrackFilter.Cursor after = filter.after();
    if (after != null) {
      long created = after.created().toEpochMilli();
      // The first condition is for the index.
      where.add("created >= " + created + " AND (created > " + created + " OR id > ?)");
      values.add(after.id());
    }
    String sql =
        "SELECT "
            + Row.COLUMNS
            + " FROM videotask_task"
            + where
            + " ORDER BY created, id LIMIT "
            + filter.limit();
    return database.transaction(
        UNREACHABLE,
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
              select.setString(i + 1, values.get(i));
            }
            unreadable.clear();
            return rows(select, unreadable::add);
          }
        });
  }

  /**
   * Reads the rows.
   *
   * @param unreadable is told of each that cannot be read, and is left out
   */
  static List<Row> rows(PreparedStatement select, Consumer<? super Row.Unreadable> unreadable)
      throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (ResultSet found = select.executeQuery()) {
      while (found.next()) {
        Row row = Row.of(found, unreadable);
        if (row != null) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private static String names(Set<TrackState> states) {
    StringJoiner names = new StringJoiner("', '", "'", "'");
    states.forEach(state -> names.add(state.name()));
    return names.toString();
  }

  /** An id may be longer than what an index takes. */
  static String hash(TaskRef ref) {
    return hash(ref.toString());
  }

  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every JDK has it.
    }
  }
}
