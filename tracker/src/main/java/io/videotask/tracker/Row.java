package io.videotask.tracker;

import io.videotask.task.TaskRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code videotask_task}.
 *
 * @param waitState how far the wait for the task is; of a submit whose task is not known, what is
 *     needed to look for it ({@link SubmitDescriptions}); null for none
 */
record Row(
    String id,
    int shard,
    TrackState state,
    @Nullable TaskRef ref,
    long created,
    long deadline,
    @Nullable TrackOutcome outcome,
    int ends,
    int attempts,
    long nextAttempt,
    @Nullable String error,
    String attributes,
    @Nullable String waitState,
    @Nullable String failure) {
  static final String COLUMNS =
      "id, shard, state, gateway, task_id, created, deadline, outcome, ends, attempts,"
          + " next_attempt, error, attributes, wait_state, failure";

  /**
   * Returns a new row.
   *
   * @param created ms since 1970
   * @throws IllegalArgumentException when the deadline does not lie in the future
   */
  static Row begun(
      String id,
      int shard,
      TrackState state,
      @Nullable TaskRef ref,
      long created,
      Duration deadline,
      Map<String, String> attributes) {
    long until = created + millis(deadline);
    String json = JsonText.attributes(attributes);
    return new Row(id, shard, state, ref, created, until, null, 0, 0, 0, null, json, null, null);
  }

  /**
   * Returns a task's deadline in ms, ten years at most.
   *
   * @throws IllegalArgumentException when it does not lie in the future
   */
  static long millis(Duration deadline) {
    if (deadline.isZero() || deadline.isNegative()) {
      throw new IllegalArgumentException("the deadline of a task must lie in the future");
    }
    return Math.min(deadline.toSeconds(), Duration.ofDays(3650).toSeconds()) * 1000L
        + deadline.toMillisPart();
  }

  /**
   * A row that cannot be read.
   *
   * @param created ms since 1970
   */
  record Unreadable(String id, int shard, long created, String why) {}

  /**
   * Reads a row.
   *
   * @param unreadable is told of a row with something that only a newer version of the library
   *     understands, or that is damaged
   * @return null for such a row
   */
  static @Nullable Row of(ResultSet row, Consumer<? super Unreadable> unreadable)
      throws SQLException {
    String id = row.getString("id");
    try {
      return read(id, row);
    } catch (IllegalArgumentException | TrackingException e) {
      String why = String.valueOf(StoredMessage.of(e.getMessage()));
      unreadable.accept(new Unreadable(id, row.getInt("shard"), row.getLong("created"), why));
      return null;
    }
  }

  private static Row read(String id, ResultSet row) throws SQLException {
    String gateway = row.getString("gateway");
    String taskId = row.getString("task_id");
    String outcome = row.getString("outcome");
    TrackState state = constant(TrackState.class, "state", row.getString("state"));
    String attributes = row.getString("attributes");
    String waitState = row.getString("wait_state");
    String failure = row.getString("failure");
    JsonText.requireReadable(attributes);
    if (failure != null) {
      JsonText.requireReadable(failure);
    }
    if (state == TrackState.INTENT && waitState != null) {
      // Of an open task it is only how far its wait is, which can begin anew.
      JsonText.requireNotNewer(waitState);
    }
    return new Row(
        id,
        row.getInt("shard"),
        state,
        gateway == null || taskId == null ? null : new TaskRef(gateway, taskId),
        row.getLong("created"),
        row.getLong("deadline"),
        outcome == null ? null : constant(TrackOutcome.class, "outcome", outcome),
        row.getInt("ends"),
        row.getInt("attempts"),
        row.getLong("next_attempt"),
        row.getString("error"),
        attributes,
        waitState,
        failure);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String column, String name) {
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw new TrackingException(
          "its " + column + " is " + name + ", which this version of the library does not know", e);
    }
  }

  /** Returns the row without what only its delivery needs, which reads it again. */
  Row withoutAttributes() {
    return with(attempts, nextAttempt, "", waitState);
  }

  /** Returns an intent with what is needed to look for its task. */
  Row describedBy(@Nullable String submit) {
    return with(attempts, nextAttempt, attributes, submit);
  }

  /** Returns an intent after its task was looked for in vain. */
  Row searched(int times, long again) {
    return with(times, again, attributes, waitState);
  }

  private Row with(int times, long again, String json, @Nullable String wait) {
    return new Row(
        id, shard, state, ref, created, deadline, outcome, ends, times, again, error, json, wait,
        failure);
  }

  /** Returns an intent once its task is accepted, under this id. */
  Row accepted(String newId, TaskRef task) {
    return new Row(
        newId,
        shard,
        TrackState.OPEN,
        task,
        created,
        deadline,
        null,
        0,
        0,
        0,
        null,
        attributes,
        null,
        null);
  }

  /** Returns the key of the last end. */
  String key() {
    return id + "-" + ends;
  }

  TrackedTask task() {
    return new TrackedTask(
        id,
        state,
        ref,
        JsonText.attributes(attributes),
        Instant.ofEpochMilli(created),
        Instant.ofEpochMilli(deadline),
        outcome,
        failure == null ? null : JsonText.failure(failure),
        ends,
        attempts,
        error);
  }

  /** Returns the row once its end is written. */
  Row ended(TrackOutcome how) {
    return new Row(
        id,
        shard,
        TrackState.ENDED,
        ref,
        created,
        deadline,
        how,
        ends + 1,
        0,
        0,
        null,
        attributes,
        null,
        failure);
  }

  /** Returns a transition from this row to the state, which keeps all else. */
  Transition to(TrackState next) {
    return new Transition(
        id,
        shard,
        state,
        ends,
        next,
        outcome,
        ends,
        attempts,
        nextAttempt,
        error,
        waitState,
        failure,
        null);
  }
}
