package io.videotask.internal.client;

import io.videotask.internal.text.JsonValue;
import io.videotask.internal.text.Scalar;
import io.videotask.task.VideoRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Searches the answer to a submit for a task id, at every level and under all usual names. An
 * answer with a task id must not be taken for a rejection. Not thread-safe.
 */
final class TaskIdSearch {
  /**
   * Fields that hold nothing but a task id, by name without case, hyphens and underscores; the
   * first one present counts. A request id is not one: servers add it to refused requests too.
   */
  private static final List<String> NAMES =
      List.of("taskid", "generationid", "jobid", "predictionid", "operationid", "videoid");

  /** Objects whose {@code id} is the task's; that of an error, a user or a model is not. */
  private static final Set<String> HOLDERS =
      Set.of("data", "task", "output", "result", "response", "video", "job", "generation");

  /** Fields that repeat the request, whose ids are not those of the new task. */
  private static final Set<String> ECHOES = Set.of("input", "request", "parameters", "params");

  /** Prefixes of the ids of requests, errors and chats. */
  private static final List<String> OTHER_PREFIXES = List.of("req_", "req-", "err_", "chatcmpl");

  private static final Set<String> PLACEHOLDERS = Set.of("0", "null", "none", "undefined", "-1");
  private static final String OPERATION = "operations/";
  private static final int MAX_LENGTH = 1024;
  private static final int MAX_DEPTH = 8;

  private final VideoRequest request;
  private final @Nullable String requestId;
  private final List<Set<String>> named = new ArrayList<>();
  private final Set<String> others = new LinkedHashSet<>();

  /**
   * @param requestId the request's own id in the response headers; null where unknown
   */
  TaskIdSearch(String body, VideoRequest request, @Nullable String requestId) {
    this.request = request;
    this.requestId = requestId;
    NAMES.forEach(name -> named.add(new LinkedHashSet<>()));
    Object json = JsonValue.inText(body);
    search(json, true, 0);
  }

  /**
   * Returns the id in a field for task ids only, such as {@code video_id}; null for none, or where
   * several of the same name differ.
   */
  @Nullable String named() {
    for (Set<String> ids : named) {
      if (!ids.isEmpty()) {
        return ids.size() == 1 ? ids.iterator().next() : null;
      }
    }
    return null;
  }

  /** Returns the first id of any kind; null for none. */
  @Nullable String any() {
    for (Set<String> ids : named) {
      if (!ids.isEmpty()) {
        return ids.iterator().next();
      }
    }
    return others.isEmpty() ? null : others.iterator().next();
  }

  private void search(@Nullable Object value, boolean holder, int depth) {
    if (depth > MAX_DEPTH) {
      return;
    }
    if (value instanceof List<?> list) {
      list.forEach(element -> search(element, holder, depth + 1));
    } else if (value instanceof Map<?, ?> fields) {
      boolean task = holder && !isOtherObject(fields);
      fields.forEach((name, inner) -> field(String.valueOf(name), inner, task, depth));
    }
  }

  private void field(String name, @Nullable Object value, boolean task, int depth) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
    if (value instanceof Scalar scalar) {
      Object inner = JsonValue.inText(scalar.text());
      if (inner != null) {
        // A vendor's answer as a text, with an id of the vendor's that the gateway did not return.
        search(inner, HOLDERS.contains(plain), depth + 1);
        return;
      }
      String id = scalar.text().strip();
      if (!isUsable(id)) {
        return;
      }
      int number = NAMES.indexOf(plain);
      if (number >= 0) {
        named.get(number).add(id);
      } else if (id.contains(OPERATION)
          && (plain.equals("name") || plain.startsWith("operation"))) {
        named.get(NAMES.indexOf("operationid")).add(id);
      } else if (task && plain.equals("id")) {
        others.add(id);
      }
    } else if (!ECHOES.contains(plain)) {
      search(value, HOLDERS.contains(plain), depth + 1);
    }
  }

  private boolean isUsable(String id) {
    return id.length() <= MAX_LENGTH
        && !PLACEHOLDERS.contains(id.toLowerCase(Locale.ROOT))
        && id.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))
        && !id.equals(requestId)
        && OTHER_PREFIXES.stream().noneMatch(id::startsWith)
        && !isIn(request.parameters(), id);
  }

  /** Returns whether the object is a chat, a list or an error, whose ids are not task ids. */
  static boolean isOtherObject(Map<?, ?> fields) {
    String object = fields.get("object") instanceof Scalar scalar ? scalar.text().strip() : "";
    String type = fields.get("type") instanceof Scalar scalar ? scalar.text().strip() : "";
    return object.startsWith("chat.")
        || Set.of("error", "list", "model", "text_completion", "response").contains(object)
        || type.equals("error");
  }

  /** Returns whether the text is from the request, such as the id of a video to extend. */
  private static boolean isIn(@Nullable Object given, String id) {
    if (given instanceof Map<?, ?> fields) {
      return fields.values().stream().anyMatch(value -> isIn(value, id));
    }
    if (given instanceof List<?> list) {
      return list.stream().anyMatch(value -> isIn(value, id));
    }
    return given instanceof VideoRequest.Json json
        ? json.text().contains('"' + id + '"')
        : given != null && given.toString().equals(id);
  }
}
