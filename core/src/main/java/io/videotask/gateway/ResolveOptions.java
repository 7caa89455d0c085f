package io.videotask.gateway;

import io.videotask.task.TaskRef;
import java.util.Collection;
import java.util.Set;

/**
 * What the caller states about the account's other submits, for gateways whose tasks can't be told
 * by an id of the client's own. Immutable.
 *
 * @param allOthersKnown whether every other task of the account that was created at the time of a
 *     lost submit is in {@code known}, was accepted by this client, or is the task of one of the
 *     lost submits that are resolved in the same call. If this is not true, another's task may be
 *     adopted
 * @param interchangeable whether equal requests may get each other's tasks: each gets one at most
 * @param known tasks of other submits
 */
public record ResolveOptions(boolean allOthersKnown, boolean interchangeable, Set<TaskRef> known) {
  /** Nothing is stated: a task is found by an id of the client's own, or not at all. */
  public static final ResolveOptions STRICT = new ResolveOptions(false, false, Set.of());

  /** Copies the set. */
  public ResolveOptions {
    known = Set.copyOf(known);
  }

  /**
   * States that the account's other tasks of the time are these, those that this client was given,
   * and those of the submits that are resolved together; no one else submits with the account.
   */
  public static ResolveOptions allOthersAre(Collection<TaskRef> known) {
    return new ResolveOptions(true, false, Set.copyOf(known));
  }

  /** Also lets equal requests get each other's tasks. */
  public ResolveOptions interchangingEqualRequests() {
    return new ResolveOptions(allOthersKnown, true, known);
  }
}
