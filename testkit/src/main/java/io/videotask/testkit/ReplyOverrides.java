package io.videotask.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replies that come in place of what the lives of the tasks say. Thread-safe. */
final class ReplyOverrides {
  private final Map<RecordedRequest.Operation, Deque<Reply>> replies =
      new EnumMap<>(RecordedRequest.Operation.class);

  /**
   * In turn, and the last one from then on; none ends it.
   *
   * @throws IllegalArgumentException when one of them tells where a task stands
   */
  synchronized void set(RecordedRequest.Operation operation, List<Reply> inTurn) {
    inTurn.forEach(ReplyOverrides::require);
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
      for (RecordedRequest.Operation operation : RecordedRequest.Operation.values()) {
        set(operation, List.of(reply));
      }
    }
  }

  /** Null where there is none. */
  synchronized @Nullable Reply next(RecordedRequest.Operation operation) {
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
