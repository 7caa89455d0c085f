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
 * Maps the statuses of gateways and vendors to states. Case, whitespace, hyphens and underscores
 * are ignored. Covers <a href="https://github.com/QuantumNous/new-api">new-api</a>'s own statuses
 * and those of the vendors and gateways around it; {@code docs/statuses.md} lists them.
 */
public final class StatusMapping {
  private static final Map<String, TaskState> STATES = new LinkedHashMap<>();

  /** The same statuses in their usual spelling, which are found without normalizing. */
  private static final Map<String, TaskState> AS_USUAL = new HashMap<>();

  /** No state of a task: treated like HTTP 404. */
  private static final String NOT_FOUND = "not_found";

  /** A prefix such as {@code JOB_STATE_} or {@code MEDIA_GENERATION_STATUS_}. */
  private static final Pattern PREFIX =
      Pattern.compile("^\\s*(?:[A-Za-z0-9]+[\\s_.-])*?(?i:STATUS|STATE)[\\s_.-]+");

  /** Longer than any enum constant. */
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

  /** Returns the state for a status; null where the status is unknown. */
  public static @Nullable TaskState stateOf(String word) {
    TaskState usual = AS_USUAL.get(word);
    if (usual != null) {
      return usual;
    }
    TaskState known = STATES.get(key(word));
    return known == null ? withoutPrefix(word) : known;
  }

  /**
   * Returns whether a status means that the gateway does not know the task, which is no state of a
   * task.
   */
  public static boolean isNotFound(String word) {
    return key(word).endsWith(key(NOT_FOUND)) && stateOf(word) == TaskState.UNKNOWN;
  }

  /** Returns the state for an enum constant whose prefix is the enum's name, as in protobuf. */
  private static @Nullable TaskState withoutPrefix(String word) {
    Matcher prefix = PREFIX.matcher(word);
    return word.length() <= LONGEST && prefix.find()
        ? STATES.get(key(word.substring(prefix.end())))
        : null;
  }

  /** Returns all statuses, normalized. */
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
    // All whitespace characters are below 65,536, so chars suffice.
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (!Character.isWhitespace(c) && c != '\u00a0' && c != '-' && c != '_') {
        key.append(c);
      }
    }
    return key.toString().toLowerCase(Locale.ROOT);
  }
}
