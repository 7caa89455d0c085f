package io.videotask.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replies that come in place of what the lives of the tasks say. Thread-safe. */
final class Substitutes {
  private final Map<SeenRequest.Operation, Deque<Reply>> replies =
      new EnumMap<>(SeenRequest.Operation.class);

  /**
   * In turn, and the last one from then on; none ends it.
   *
   * @throws IllegalArgumentException when one of them tells where a task stands
   */
  synchronized void set(SeenRequest.Operation operation, List<Reply> inTurn) {
    inTurn.forEach(Substitutes::require);
    if (inTurn.isEmpty()) {
      replies.remove(operation);
    } else {
      replies.put(operation, new ArrayDeque<>(inTurn));
    }
  }

  /** The same for whatever is asked; null ends all of it. */
  synchronized void setAll(@Nullable Reply reply) {
    replies.clear();
    if (reply != null) {
      for (SeenRequest.Operation operation : SeenRequest.Operation.values()) {
        set(operation, List.of(reply));
      }
    }
  }

  /** Null where there is none. */
  synchronized @Nullable Reply next(SeenRequest.Operation operation) {
    Deque<Reply> inTurn = replies.get(operation);
    return inTurn == null ? null : inTurn.size() == 1 ? inTurn.peek() : inTurn.poll();
  }

  private static void require(Reply reply) {
    if (reply.tellsState()) {
      throw new IllegalArgumentException(
          "only a task can stand somewhere, and this is for every request: script it with add");
    }
  }
}
