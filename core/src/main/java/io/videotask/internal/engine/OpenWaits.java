package io.videotask.internal.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The open waits for one task, as an intrusive linked list: there may be 100,000 tasks, mostly with
 * one wait each. Guarded by the lock of its poller.
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

  /** Removes a wait; false if it is not in the list (any more). */
  boolean remove(WaitFuture<S> removed) {
    WaitFuture<S> before = null;
    for (WaitFuture<S> wait = first; wait != null; wait = wait.next) {
      if (wait == removed) {
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

  /** Returns a snapshot of the list. */
  List<WaitFuture<S>> all() {
    List<WaitFuture<S>> all = new ArrayList<>(1);
    for (WaitFuture<S> wait = first; wait != null; wait = wait.next) {
      all.add(wait);
    }
    return all;
  }

  /** Returns the waits whose deadline has passed. */
  List<WaitFuture<S>> expired(long now) {
    List<WaitFuture<S>> expired = all();
    expired.removeIf(wait -> wait.deadline - now > 0);
    return expired;
  }

  /** Returns the earliest deadline; {@code now} if there is no wait. */
  long nextDeadline(long now) {
    long earliest = first == null ? now : first.deadline;
    for (WaitFuture<S> wait = first; wait != null; wait = wait.next) {
      earliest = wait.deadline - earliest < 0 ? wait.deadline : earliest;
    }
    return earliest;
  }
}
