package io.videotask.task;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every answer about a task reports, whatever its state. Immutable.
 *
 * @param ref the task's reference
 * @param state what the status means
 * @param rawStatus the outer status of the gateway, as sent; null where there was none
 * @param progress 0 to 100; null where unknown. Many gateways send one constant for each state, and
 *     100 also for failed tasks
 * @param submittedAt by the gateway's clock; null where unknown
 * @param startedAt by the gateway's clock; null where unknown
 * @param finishedAt by the gateway's clock; null unless the state is terminal
 * @param notes what the client decided or tolerated, for people; never contain a URL or a key
 * @param seenAt when the answer was read, by this client's clock
 * @param body the body of the answer, as sent, decoded to text; may contain signed URLs and must
 *     not be logged
 * @param cost what the task has cost; null where the answer does not say
 */
public record Observation(
    TaskRef ref,
    TaskState state,
    @Nullable String rawStatus,
    @Nullable Integer progress,
    @Nullable Instant submittedAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    List<String> notes,
    Instant seenAt,
    String body,
    @Nullable TaskCost cost) {

  public Observation {
    notes = List.copyOf(notes);
  }

  /** Creates an observation without a cost. */
  public Observation(
      TaskRef ref,
      TaskState state,
      @Nullable String rawStatus,
      @Nullable Integer progress,
      @Nullable Instant submittedAt,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt,
      List<String> notes,
      Instant seenAt,
      String body) {
    this(
        ref,
        state,
        rawStatus,
        progress,
        submittedAt,
        startedAt,
        finishedAt,
        notes,
        seenAt,
        body,
        null);
  }

  /** Returns a copy with one more note. */
  Observation withNote(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new Observation(
        ref,
        state,
        rawStatus,
        progress,
        submittedAt,
        startedAt,
        finishedAt,
        more,
        seenAt,
        body,
        cost);
  }

  /** Omits the body: it may contain signed URLs. */
  @Override
  public String toString() {
    return "Observation["
        + ref
        + " "
        + state
        + ", rawStatus="
        + rawStatus
        + ", progress="
        + progress
        + ", notes="
        + notes
        + "]";
  }
}
