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
  private static final Map<String, TaskState> USUAL_SPELLINGS = new HashMap<>();

  /** No state of a task: treated like HTTP 404. */
  private static final String NOT_FOUND = "not_found";

  /** A prefix such as {@code JOB_STATE_} or {@code MEDIA_GENERATION_STATUS_}. */
  private static final Pattern PREFIX =
      Pattern.compile("^\\s*(?:[A-Za-z0-9]+[\\s_.-])*?(?i:STATUS|STATE)[\\s_.-]+");

  /** Longer than any enum constant. */
  private static final int MAX_LENGTH = 100;

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
  public static @Nullable TaskState stateOf(String status) {
    TaskState exact = USUAL_SPELLINGS.get(status);
    if (exact != null) {
      return exact;
    }
    TaskState known = STATES.get(key(status));
    return known == null ? withoutPrefix(status) : known;
  }

  /**
   * Returns whether a status means that the gateway does not know the task, which is no state of a
   * task.
   */
  public static boolean isNotFound(String status) {
    return key(status).endsWith(key(NOT_FOUND)) && stateOf(status) == TaskState.UNKNOWN;
  }

  /** Returns the state for an enum constant whose prefix is the enum's name, as in protobuf. */
  private static @Nullable TaskState withoutPrefix(String status) {
    Matcher prefix = PREFIX.matcher(status);
    return status.length() <= MAX_LENGTH && prefix.find()
        ? STATES.get(key(status.substring(prefix.end())))
        : null;
  }

  /** Returns all statuses, normalized. */
  static Map<String, TaskState> all() {
    return Map.copyOf(STATES);
  }

  private static void put(TaskState state, String... statuses) {
    for (String status : statuses) {
      STATES.put(key(status), state);
      USUAL_SPELLINGS.put(status, state);
      USUAL_SPELLINGS.put(status.toUpperCase(Locale.ROOT), state);
    }
  }

  static String key(String status) {
    StringBuilder key = new StringBuilder(status.length());
    // All whitespace characters are below 65,536, so chars suffice.
    for (int i = 0; i < status.length(); i++) {
      char c = status.charAt(i);
      if (!Character.isWhitespace(c) && c != '\u00a0' && c != '-' && c != '_') {
        key.append(c);
      }
    }
    return key.toString().toLowerCase(Locale.ROOT);
  }

  /** Returns whether a message only says that all is well, as vendors send with failures too. */
  public static boolean isSuccessMessage(String message) {
    return message.strip().equalsIgnoreCase("ok") || stateOf(message) == TaskState.COMPLETED;
  }
}
