package io.videotask.internal.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All who wait for one task, linked by their own fields: mostly there is just one, a hundred
 * thousand times. Guarded by whoever holds it.
 */
final class OpenWaits<S> {
  private @Nullable WaitFuture<S> first;

  boolean isEmpty() {
    return first == null;
  }

  void add(WaitFuture<S> wait) {
    wait.next = first;
    first = wait;
  }

  /** False where it is none of them, or not any more. */
  boolean remove(WaitFuture<S> gone) {
    WaitFuture<S> before = null;
    for (WaitFuture<S> wait = first; wait != null; wait = wait.next) {
      if (wait == gone) {
        if (before == null) {
          first = wait.next;
        } else {
          before.next = wait.next;
        }
        return true;
      }
      before = wait;
    }
    return false;
  }

  void clear() {
    first = null;
  }

  /** As they are now, whoever leaves in the meantime. */
  List<WaitFuture<S>> all() {
    List<WaitFuture<S>> all = new ArrayList<>(1);
    for (WaitFuture<S> wait = first; wait != null; wait = wait.next) {
      all.add(wait);
    }
    return all;
  }

  /** Those whose deadline has passed. */
  List<WaitFuture<S>> late(long now) {
    List<WaitFuture<S>> late = all();
    late.removeIf(wait -> wait.deadline - now > 0);
    return late;
  }

  /** The earliest of their deadlines; now where nobody waits. */
  long deadline(long now) {
    long earliest = first == null ? now : first.deadline;
    for (WaitFuture<S> wait = first; wait != null; wait = wait.next) {
      earliest = wait.deadline - earliest < 0 ? wait.deadline : earliest;
    }
    return earliest;
  }
}
