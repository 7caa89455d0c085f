package io.videotask.tracker;

import io.videotask.task.TaskFailure;
import io.videotask.task.TaskRef;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tracked task as its row says. Immutable.
 *
 * @param id the id of the tracking, which never changes
 * @param state where the row stands
 * @param ref the task's reference; null while the gateway's id is unknown
 * @param attributes the application's own, as given
 * @param created when the tracking began
 * @param deadline when it ends as {@link TrackOutcome#TIMED_OUT}
 * @param outcome how the task ended; null while it is open
 * @param failure why it ended without a video; null where it did not, or no reason is known
 * @param ends how many times it has ended: more than one after {@link Tracker#trackOn}
 * @param attempts how many times the handler failed for this end
 * @param error the last failure of the handler, or why a submit failed; null for none
 */
public record TrackedTask(
    String id,
    TrackState state,
    @Nullable TaskRef ref,
    Map<String, String> attributes,
    Instant created,
    Instant deadline,
    @Nullable TrackOutcome outcome,
    @Nullable TaskFailure failure,
    int ends,
    int attempts,
    @Nullable String error) {
  /** Copies the attributes. */
  public TrackedTask {
    attributes = Map.copyOf(attributes);
  }
}
