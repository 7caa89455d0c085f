package io.videotask.tracker;

import io.videotask.schedule.LearnedDurations;
import io.videotask.schedule.LearnedDurations.OfKind;
import io.videotask.schedule.LearnedDurations.Refreshes;
import io.videotask.schedule.LearningSchedule;
import io.videotask.time.TimeSource;
import io.videotask.tracker.HistoryRows.Stored;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the schedules of all nodes have learned: a row for each kind of task, about how long its
 * tasks take, and one for each gateway, with the times at which it refreshed its tasks. A node adds
 * what it has learned to the row, at most once a minute and only if a task has ended since, or if
 * it has observed a refresh cycle that no other node has; and takes what others have added. A node
 * that is new begins with what all know. One thread at a time.
 */
final class SharedHistory {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private static final String REFRESHES = "refreshes-";
  private static final int ID_LENGTH = 64;

  /** Transactions of other nodes that take longer are seen at the next change of their rows. */
  private static final long OVERLAP_MILLIS = Duration.ofMinutes(1).toMillis();

  private final HistoryRows rows;
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
    this.rows = new HistoryRows(database, clock);
    this.clock = clock;
    this.time = time;
    this.schedule = schedule;
    this.log = log;
  }

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
    try {
      shareDurations(learning);
      // After the others' times were read: what they have observed too is not written again.
      for (Refreshes each : learning.unshared().refreshes()) {
        writeRefreshes(learning, each.gateway());
      }
      failing = false;
    } catch (SQLException | RuntimeException e) {
      log.log(
          failing ? Level.DEBUG : Level.WARNING,
          "what was learned about tasks could not be shared, which is tried again: "
              + e.getMessage());
      failing = true;
    }
  }

  /** Adds to the rows of kinds, and takes what others have written to any row. */
  private void shareDurations(LearningSchedule learning) throws SQLException {
    List<OfKind> kinds = new ArrayList<>();
    List<Refreshes> refreshes = new ArrayList<>();
    try {
      Map<String, OfKind> unshared = new HashMap<>();
      learning.unshared().kinds().forEach(kind -> unshared.put(id(kind), kind));
      long began = clock.millis();
      for (Map.Entry<String, OfKind> each : unshared.entrySet()) {
        add(each.getKey(), each.getValue()).ifPresent(kinds::add);
      }
      for (Map.Entry<String, Stored> each : rows.changedSince(since).entrySet()) {
        Stored row = each.getValue();
        LearnedDurations learned = row.learned();
        Long revision = known.get(each.getKey());
        boolean isNew = revision == null || revision < row.revision();
        if (isNew && learned != null && !unshared.containsKey(each.getKey())) {
          known.put(each.getKey(), row.revision());
          kinds.addAll(learned.kinds());
          refreshes.addAll(learned.refreshes());
        }
      }
      since = began - OVERLAP_MILLIS;
    } finally {
      // What is written is written, whatever came after it.
      learning.replaceWith(new LearnedDurations(kinds, refreshes));
    }
  }

  /**
   * Adds to the row of a kind, or inserts it.
   *
   * @return what all have learned; empty if nothing was written
   */
  private Optional<OfKind> add(String id, OfKind learned) throws SQLException {
    Optional<Stored> written =
        rows.write(
            id,
            before -> {
              if (before == null) {
                return new LearnedDurations(List.of(learned));
              }
              return before.kinds().isEmpty()
                  ? null
                  : new LearnedDurations(List.of(before.kinds().get(0).followedBy(learned)));
            });
    written.ifPresent(row -> known.put(id, row.revision()));
    return written.map(Stored::learned).map(all -> all.kinds().get(0));
  }

  /** Writes the times of a gateway's refreshes, with those that others have written meanwhile. */
  private void writeRefreshes(LearningSchedule learning, String gateway) throws SQLException {
    String id = refreshesId(gateway);
    Optional<Stored> written =
        rows.write(
            id,
            before -> {
              if (before != null) {
                learning.replaceWith(new LearnedDurations(List.of(), before.refreshes()));
              }
              return learning.unshared().refreshes().stream()
                  .filter(each -> each.gateway().equals(gateway))
                  .findFirst()
                  .map(each -> new LearnedDurations(List.of(), List.of(each)))
                  .orElse(null);
            });
    written.ifPresent(row -> known.put(id, row.revision()));
    written.map(Stored::learned).ifPresent(learning::replaceWith);
  }

  /** A kind may be longer than what an index takes, and is compared as it is. */
  private static String id(OfKind kind) {
    return TaskRows.hash(kind.gateway() + (kind.kind() == null ? "" : "\n" + kind.kind()));
  }

  /** Kinds are free texts; no id of one has this prefix. */
  static String refreshesId(String gateway) {
    return (REFRESHES + TaskRows.hash(gateway)).substring(0, ID_LENGTH);
  }
}
