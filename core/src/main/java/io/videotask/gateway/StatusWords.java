package io.videotask.gateway;

import io.videotask.task.TaskState;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words that gateways and vendors write for a status, and what we make of them. A word is
 * matched without case, blanks, hyphens and underscores. The union of <a
 * href="https://github.com/QuantumNous/new-api">new-api</a>'s own words and of those of the vendors
 * and gateways behind and beside it; {@code docs/statuses.md} lists them.
 */
final class StatusWords {
  private static final Map<String, TaskState> STATES = new LinkedHashMap<>();

  /** The same words as nearly all write them: found without making a key. */
  private static final Map<String, TaskState> AS_USUAL = new HashMap<>();

  static {
    put(
        TaskState.QUEUED,
        "not_start",
        "submitting",
        "submitted",
        "pending",
        "queued",
        "queueing",
        "queuing",
        "in_queue",
        "preparing",
        "created",
        "starting",
        "wait",
        "waiting");
    put(
        TaskState.IN_PROGRESS,
        "in_progress",
        "processing",
        "running",
        "generating",
        "run",
        "dreaming");
    put(
        TaskState.COMPLETED,
        "success",
        "succeed",
        "succeeded",
        "completed",
        "complete",
        "done",
        "finished");
    put(TaskState.FAILED, "failure", "failed", "fail", "error");
    put(TaskState.CANCELLED, "cancelled", "canceled");
    put(TaskState.EXPIRED, "expired", "timeout", "not_found");
    put(TaskState.UNKNOWN, "unknown");
  }

  private StatusWords() {}

  /** What a word means; null where it is none that we know. */
  static @Nullable TaskState stateOf(String word) {
    TaskState usual = AS_USUAL.get(word);
    return usual == null ? STATES.get(key(word)) : usual;
  }

  /** All words, as the table has them. */
  static Map<String, TaskState> all() {
    return Map.copyOf(STATES);
  }

  private static void put(TaskState state, String... words) {
    for (String word : words) {
      STATES.put(key(word), state);
      AS_USUAL.put(word, state);
      AS_USUAL.put(word.toUpperCase(Locale.ROOT), state);
    }
  }

  private static String key(String word) {
    StringBuilder key = new StringBuilder(word.length());
    // No blank lies beyond the first 65,536 characters.
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (!Character.isWhitespace(c) && c != '\u00a0' && c != '-' && c != '_') {
        key.append(c);
      }
    }
    return key.toString().toLowerCase(Locale.ROOT);
  }
}
