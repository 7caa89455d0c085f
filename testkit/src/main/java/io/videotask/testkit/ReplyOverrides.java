package io.videotask.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replies that replace the scripted ones for a kind of request. Thread-safe. */
final class ReplyOverrides {
  private final Map<RecordedRequest.Operation, Deque<Reply>> replies =
      new EnumMap<>(RecordedRequest.Operation.class);

  /**
   * Sets the replies for an operation: each is used once, and the last one repeatedly. An empty
   * list removes the override.
   *
   * @throws IllegalArgumentException if one of them reports a task's state
   */
  synchronized void set(RecordedRequest.Operation operation, List<Reply> sequence) {
    sequence.forEach(ReplyOverrides::requireStateless);
    if (sequence.isEmpty()) {
      replies.remove(operation);
    } else {
      replies.put(operation, new ArrayDeque<>(sequence));
    }
  }

  /** Sets one reply for all operations; null removes all overrides. */
  synchronized void setAll(@Nullable Reply reply) {
    replies.clear();
    if (reply != null) {
      for (RecordedRequest.Operation operation : RecordedRequest.Operation.values()) {
        set(operation, List.of(reply));
      }
    }
  }

  /** Returns the next reply for this operation, or null if it has no override. */
  synchronized @Nullable Reply next(RecordedRequest.Operation operation) {
    Deque<Reply> sequence = replies.get(operation);
    return sequence == null ? null : sequence.size() == 1 ? sequence.peek() : sequence.poll();
  }

  private static void requireStateless(Reply reply) {
    if (reply.hasState()) {
      throw new IllegalArgumentException(
          "a reply with a state needs a task, and this is for every request: script it with add");
    }
  }
}
