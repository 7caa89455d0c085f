package io.videotask.poll;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All who wait for one task, linked by their own fields: mostly there is just one, a hundred
 * thousand times. Guarded by whoever holds it.
 */
final class Waits<S> {
  private @Nullable Wait<S> first;

  boolean isEmpty() {
    return first == null;
  }

  void add(Wait<S> wait) {
    wait.next = first;
    first = wait;
  }

  /** False where it is none of them, or not any more. */
  boolean remove(Wait<S> gone) {
    Wait<S> before = null;
    for (Wait<S> wait = first; wait != null; wait = wait.next) {
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
  List<Wait<S>> all() {
    List<Wait<S>> all = new ArrayList<>(1);
    for (Wait<S> wait = first; wait != null; wait = wait.next) {
      all.add(wait);
    }
    return all;
  }

  /** Those whose deadline has passed. */
  List<Wait<S>> late(long now) {
    List<Wait<S>> late = all();
    late.removeIf(wait -> wait.deadline - now > 0);
    return late;
  }

  /** The earliest of their deadlines; now where nobody waits. */
  long deadline(long now) {
    long earliest = first == null ? now : first.deadline;
    for (Wait<S> wait = first; wait != null; wait = wait.next) {
      earliest = wait.deadline - earliest < 0 ? wait.deadline : earliest;
    }
    return earliest;
  }
}
