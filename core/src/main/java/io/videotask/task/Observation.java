package io.videotask.task;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every answer about a task tells, whatever its state.
 *
 * @param ref which task
 * @param state our word for where it stands
 * @param rawStatus the gateway's own outer word, as it came; null where there was none
 * @param progress 0 to 100; null where unknown. Many gateways send a constant a state, and 100 on
 *     failure too
 * @param submittedAt by the gateway's clock; null where unknown
 * @param startedAt by the gateway's clock; null where unknown
 * @param finishedAt by the gateway's clock; null unless the state is terminal
 * @param notes what the client had to decide or tolerate, in words a person can read; never an
 *     address, never a key
 * @param seenAt when the answer was read, by this client's clock
 * @param body the answer's body as it came, as text; it may hold signed addresses and belongs in no
 *     log
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
    String body) {

  public Observation {
    notes = List.copyOf(notes);
  }

  /** The same with one more note. */
  Observation withNote(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new Observation(
        ref, state, rawStatus, progress, submittedAt, startedAt, finishedAt, more, seenAt, body);
  }

  /** Leaves the body out: it may hold signed addresses. */
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
