package io.videotask.tracker;

import io.videotask.LearnedDurationsJson;
import io.videotask.schedule.LearnedDurations;
import io.videotask.schedule.LearnedDurations.OfKind;
import io.videotask.schedule.LearningSchedule;
import io.videotask.time.TimeSource;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the schedules of all nodes have learned about how long tasks take: a row for each kind of
 * task. A node adds what it has learned to the row, at most once a minute and only if a task has
 * ended since, and takes what others have added. A node that is new begins with what all know. An
 * update applies to the revision that was read only, so that nothing that two nodes add is lost.
 * One thread at a time.
 */
final class SharedHistory {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /** Transactions of other nodes that take longer are seen at the next change of their rows. */
  private static final long OVERLAP_MILLIS = Duration.ofMinutes(1).toMillis();

  /** As many as a schedule keeps. */
  private static final int MAX_READ = 256;

  /** A gateway may invent kinds. */
  private static final int MAX_ROWS = 2_000;

  private static final int MAX_CHARACTERS = 60_000;

  private final Database database;
  private final DatabaseClock clock;
  private final TimeSource time;
  private final @Nullable LearningSchedule schedule;
  private final System.Logger log;

  /** The revisions that the schedule has. */
  private final Map<String, Long> known = new HashMap<>();

  private long since;
  private long syncedAt;
  private boolean synced;
  private boolean failing;

  /**
   * @param schedule null if it does not learn; nothing is shared then
   */
  SharedHistory(
      Database database,
      DatabaseClock clock,
      TimeSource time,
      @Nullable LearningSchedule schedule,
      System.Logger log) {
    this.database = database;
    this.clock = clock;
    this.time = time;
    this.schedule = schedule;
    this.log = log;
  }

  /** A row as it was read. */
  private record Stored(long revision, @Nullable OfKind learned) {}

  /** {@link #sync} if that was a minute ago. */
  void syncIfDue() {
    if (!synced || time.nanoTime() - syncedAt >= INTERVAL.toNanos()) {
      sync();
    }
  }

  /** {@link #sync} at the end, unless the last one has failed. */
  void close() {
    if (!failing) {
      sync();
    }
  }

  /** Writes what is new here, and reads what is new there. A failure is tried again. */
  void sync() {
    LearningSchedule learning = schedule;
    if (learning == null) {
      return;
    }
    synced = true;
    syncedAt = time.nanoTime();
    List<OfKind> shared = new ArrayList<>();
    try {
      Map<String, OfKind> unshared = new HashMap<>();
      learning.unshared().kinds().forEach(kind -> unshared.put(id(kind), kind));
      long began = clock.millis();
      for (Map.Entry<String, OfKind> each : unshared.entrySet()) {
        add(each.getKey(), each.getValue()).ifPresent(shared::add);
      }
      for (Map.Entry<String, Stored> each : changed().entrySet()) {
        Stored row = each.getValue();
        Long revision = known.get(each.getKey());
        boolean isNew = revision == null || revision < row.revision();
        if (isNew && row.learned() != null && !unshared.containsKey(each.getKey())) {
          known.put(each.getKey(), row.revision());
          shared.add(row.learned());
        }
      }
      since = began - OVERLAP_MILLIS;
      failing = false;
    } catch (SQLException | RuntimeException e) {
      log.log(
          failing ? Level.DEBUG : Level.WARNING,
          "what was learned about durations could not be shared, which is tried again: "
              + e.getMessage());
      failing = true;
    } finally {
      // What is written is written, whatever came after it.
      learning.replaceWith(new LearnedDurations(shared));
    }
  }

  /**
   * Adds to the row of a kind, or inserts it.
   *
   * @return what all have learned; empty where another node was faster, or the row has a format
   *     that this version does not know: it is left alone
   */
  private Optional<OfKind> add(String id, OfKind learned) throws SQLException {
    try {
      return database.run(
          connection -> {
            Stored row = null;
            try (PreparedStatement select =
                connection.prepareStatement(
                    "SELECT revision, learned FROM videotask_history WHERE id = ?")) {
              select.setString(1, id);
              try (ResultSet found = select.executeQuery()) {
                row = found.next() ? stored(found.getLong(1), found.getString(2)) : null;
              }
            }
            OfKind before = row == null ? null : row.learned();
            if (row != null && before == null) {
              return Optional.empty();
            }
            OfKind all = before == null ? learned : before.followedBy(learned);
            String json = LearnedDurationsJson.write(new LearnedDurations(List.of(all)));
            long revision = row == null ? 1 : row.revision() + 1;
            if (json.length() > MAX_CHARACTERS || (row == null && isFull(connection))) {
              return Optional.empty();
            }
            String sql =
                row == null
                    ? "INSERT INTO videotask_history (learned, revision, changed, id)"
                        + " VALUES (?, ?, ?, ?)"
                    : "UPDATE videotask_history SET learned = ?, revision = ?, changed = ?"
                        + " WHERE id = ? AND revision = "
                        + row.revision();
            try (PreparedStatement write = connection.prepareStatement(sql)) {
              write.setString(1, json);
              write.setLong(2, revision);
              write.setLong(3, clock.millis());
              write.setString(4, id);
              if (write.executeUpdate() != 1) {
                return Optional.empty();
              }
            }
            known.put(id, revision);
            return Optional.of(all);
          });
    } catch (SQLException e) {
      if (Database.isDuplicate(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean isFull(Connection connection) throws SQLException {
    try (Statement count = connection.createStatement();
        ResultSet rows = count.executeQuery("SELECT COUNT(*) FROM videotask_history")) {
      rows.next();
      return rows.getInt(1) >= MAX_ROWS;
    }
  }

  private Map<String, Stored> changed() throws SQLException {
    return database.run(
        connection -> {
          Map<String, Stored> rows = new HashMap<>();
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT id, revision, learned FROM videotask_history WHERE changed >= ?"
                      + " ORDER BY changed DESC LIMIT "
                      + MAX_READ)) {
            select.setLong(1, since);
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                rows.put(row.getString(1), stored(row.getLong(2), row.getString(3)));
              }
            }
          }
          return rows;
        });
  }

  private static Stored stored(long revision, String json) {
    try {
      List<OfKind> kinds = LearnedDurationsJson.read(json).kinds();
      return new Stored(revision, kinds.size() == 1 ? kinds.get(0) : null);
    } catch (IllegalArgumentException e) {
      // A newer version wrote it, or it is damaged.
      return new Stored(revision, null);
    }
  }

  /** A kind may be longer than what an index takes, and is compared as it is. */
  private static String id(OfKind kind) {
    return TaskRows.hash(kind.gateway() + (kind.kind() == null ? "" : "\n" + kind.kind()));
  }
}
