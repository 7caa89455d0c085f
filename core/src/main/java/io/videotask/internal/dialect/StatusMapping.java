package io.videotask.internal.dialect;

import io.videotask.task.TaskState;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words that gateways and vendors write for a status, and what we make of them. A word is
 * matched without case, blanks, hyphens and underscores. The union of <a
 * href="https://github.com/QuantumNous/new-api">new-api</a>'s own words and of those of the vendors
 * and gateways behind and beside it; {@code docs/statuses.md} lists them.
 */
public final class StatusMapping {
  private static final Map<String, TaskState> STATES = new LinkedHashMap<>();

  /** The same words as nearly all write them: found without making a key. */
  private static final Map<String, TaskState> AS_USUAL = new HashMap<>();

  /** No state of a task: the reader treats it like HTTP 404. */
  private static final String NOT_FOUND = "not_found";

  /** {@code JOB_STATE_} or {@code MEDIA_GENERATION_STATUS_}. */
  private static final Pattern PREFIX =
      Pattern.compile("^\\s*(?:[A-Za-z0-9]+[\\s_.-])*?(?i:STATUS|STATE)[\\s_.-]+");

  /** No enum has a longer name. */
  private static final int LONGEST = 100;

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
        "preprocessing",
        "running",
        "generating",
        "run",
        "dreaming");
    put(
        TaskState.COMPLETED,
        "success",
        "succeed",
        "succeeded",
        "successful",
        "completed",
        "complete",
        "done",
        "finish",
        "finished");
    put(
        TaskState.FAILED,
        "failure",
        "failed",
        "fail",
        "error",
        "nsfw",
        "rejected",
        "blocked",
        "aborted");
    put(TaskState.CANCELLED, "cancelled", "canceled", "terminated", "stopped");
    put(TaskState.EXPIRED, "expired", "timeout", "timed_out");
    put(TaskState.UNKNOWN, "unknown", NOT_FOUND);
  }

  private StatusMapping() {}

  /** What a word means; null where it is none that we know. */
  public static @Nullable TaskState stateOf(String word) {
    TaskState usual = AS_USUAL.get(word);
    if (usual != null) {
      return usual;
    }
    TaskState known = STATES.get(key(word));
    return known == null ? withoutPrefix(word) : known;
  }

  /** Whether a word means that the gateway knows no such task, which is no state of a task. */
  public static boolean isNotFound(String word) {
    return key(word).endsWith(key(NOT_FOUND)) && stateOf(word) == TaskState.UNKNOWN;
  }

  /** What the word of an enum means whose names begin with the enum's, as protobuf's do. */
  private static @Nullable TaskState withoutPrefix(String word) {
    Matcher prefix = PREFIX.matcher(word);
    return word.length() <= LONGEST && prefix.find()
        ? STATES.get(key(word.substring(prefix.end())))
        : null;
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
