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
 * Searches the answer to a submit for whatever may be the id of a task, at every level and under
 * every usual name. An answer that names a task must not be taken for one that says that there is
 * none.
 */
final class TaskIdSearch {
  /**
   * Names of fields that hold nothing but a task's id, without case, hyphens and underscores; the
   * first that is there counts. A request's id is none: servers give one to refused requests too.
   */
  private static final List<String> NAMES =
      List.of("taskid", "generationid", "jobid", "predictionid", "operationid", "videoid");

  /** Where an {@code id} is the task's: in an error, a user or a model it is something else's. */
  private static final Set<String> HOLDERS =
      Set.of("data", "task", "output", "result", "response", "video", "job", "generation");

  /** What repeats the request, whose ids are not those of the new task. */
  private static final Set<String> ECHOES = Set.of("input", "request", "parameters", "params");

  /** Beginnings of ids of requests, errors and chats. */
  private static final List<String> OTHERS = List.of("req_", "req-", "err_", "chatcmpl");

  private static final Set<String> NO_IDS = Set.of("0", "null", "none", "undefined", "-1");
  private static final String OPERATION = "operations/";
  private static final int LONGEST = 1024;
  private static final int DEEPEST = 8;

  private final VideoRequest request;
  private final @Nullable String requestId;
  private final List<Set<String>> named = new ArrayList<>();
  private final Set<String> others = new LinkedHashSet<>();

  /**
   * @param requestId the request's own id, as the answer's headers have it; null where unknown
   */
  TaskIdSearch(String body, VideoRequest request, @Nullable String requestId) {
    this.request = request;
    this.requestId = requestId;
    NAMES.forEach(name -> named.add(new LinkedHashSet<>()));
    Object json = JsonValue.inText(body);
    search(json, true, 0);
  }

  /**
   * The id in a field that holds nothing else, such as {@code video_id}; null where there is none,
   * or several of the same name contradict one another.
   */
  @Nullable String named() {
    for (Set<String> ids : named) {
      if (!ids.isEmpty()) {
        return ids.size() == 1 ? ids.iterator().next() : null;
      }
    }
    return null;
  }

  /** The first id of any kind; null where the answer has none. */
  @Nullable String any() {
    for (Set<String> ids : named) {
      if (!ids.isEmpty()) {
        return ids.iterator().next();
      }
    }
    return others.isEmpty() ? null : others.iterator().next();
  }

  private void search(@Nullable Object value, boolean holder, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    if (value instanceof List<?> list) {
      list.forEach(element -> search(element, holder, depth + 1));
    } else if (value instanceof Map<?, ?> fields) {
      boolean task = holder && !isSomethingElse(fields);
      fields.forEach((name, inner) -> field(String.valueOf(name), inner, task, depth));
    }
  }

  private void field(String name, @Nullable Object value, boolean task, int depth) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
    if (value instanceof Scalar scalar) {
      Object inner = JsonValue.inText(scalar.text());
      if (inner != null) {
        // A vendor's answer in a text, with the id that the vendor gave and the gateway did not.
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
    return id.length() <= LONGEST
        && !NO_IDS.contains(id.toLowerCase(Locale.ROOT))
        && id.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))
        && !id.equals(requestId)
        && OTHERS.stream().noneMatch(id::startsWith)
        && !isIn(request.parameters(), id);
  }

  /** A chat, a list, an error: their ids are no tasks'. */
  static boolean isSomethingElse(Map<?, ?> fields) {
    String object = fields.get("object") instanceof Scalar scalar ? scalar.text().strip() : "";
    String type = fields.get("type") instanceof Scalar scalar ? scalar.text().strip() : "";
    return object.startsWith("chat.")
        || Set.of("error", "list", "model", "text_completion", "response").contains(object)
        || type.equals("error");
  }

  /** Whether the caller gave this text: a video to go on from, for instance. */
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
