package io.videotask.internal.dialect;

import com.squareup.moshi.JsonDataException;
import io.videotask.internal.text.JsonObject;
import io.videotask.internal.text.JsonText;
import io.videotask.internal.text.Scalar;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the objects of a body in any field, from the outside inward. For the few answers whose
 * known fields are insufficient: several times slower than decoding the body.
 */
public final class NestedJsonObjects {
  private static final int MAX_DEPTH = 6;
  private static final int MAX_OBJECTS = 200;

  private NestedJsonObjects() {}

  /**
   * An object that was found.
   *
   * @param field the field that holds the object, or its list; empty for the whole body
   */
  public record Found(String field, String json, JsonObject object, int depth) {
    /** Returns the text, number or boolean in a field; null where it is anything else. */
    @Nullable
    public Scalar scalar(String name) {
      return Scalar.ofJson(object.get(name));
    }
  }

  /**
   * Returns all objects of a body, including those in lists and in texts.
   *
   * @param into selects the fields to search, by their {@link #key}
   */
  public static List<Found> of(String body, Predicate<String> into) {
    List<Found> all = new ArrayList<>();
    Deque<Found> waiting = new ArrayDeque<>();
    add("", body, 0, waiting);
    while (!waiting.isEmpty() && all.size() < MAX_OBJECTS) {
      Found next = waiting.removeFirst();
      all.add(next);
      for (Map.Entry<String, String> field : next.object().fields().entrySet()) {
        if (into.test(key(field.getKey()))) {
          addAll(field.getKey(), field.getValue(), next.depth() + 1, waiting);
        }
      }
    }
    return all;
  }

  /** Returns a field's name in lower case, without separators. */
  public static String key(String field) {
    return field.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
  }

  private static void addAll(String field, String json, int depth, Deque<Found> waiting) {
    if (json.startsWith("[")) {
      for (String element : JsonText.elements(json)) {
        add(field, element, depth, waiting);
      }
    } else {
      add(field, json, depth, waiting);
    }
  }

  private static void add(String field, String json, int depth, Deque<Found> waiting) {
    String text = json.strip();
    if (text.startsWith("\"") && text.contains("{")) {
      Scalar inner = Scalar.ofJson(text);
      text = inner == null ? "" : inner.text().strip();
    }
    if (depth > MAX_DEPTH || !text.startsWith("{")) {
      return;
    }
    try {
      waiting.addLast(new Found(field, text, JsonObject.of(text), depth));
    } catch (IOException | JsonDataException e) {
      // A text that only begins like an object holds none.
      return;
    }
  }
}
