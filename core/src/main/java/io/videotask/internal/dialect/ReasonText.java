package io.videotask.internal.dialect;

import io.videotask.internal.text.JsonText;
import io.videotask.internal.text.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the texts of fields that hold reasons, and finds the objects that have such fields. */
public final class ReasonText {
  /**
   * Fields that may hold an object with a reason. Those that repeat the request are excluded: it
   * has details as well.
   */
  private static final Set<String> HOLDERS =
      Set.of(
          "error",
          "errors",
          "err",
          "data",
          "output",
          "task",
          "result",
          "response",
          "body",
          "detail",
          "details",
          "failure",
          "lasterror",
          "cause",
          "innererror",
          "upstreamerror",
          "baseresp",
          "taskresult",
          "statusdetails",
          "video");

  private static final int MAX_REASONS = 5;

  private ReasonText() {}

  /** Returns all objects of a body that may have a reason, from the outside inward. */
  static List<NestedJsonObjects.Found> objects(String body) {
    return NestedJsonObjects.of(body, HOLDERS::contains);
  }

  /**
   * Returns the text of a field that holds a reason: a text, or a list of texts; null for anything
   * else.
   */
  public static @Nullable String of(@Nullable String json) {
    if (json == null || !json.strip().startsWith("[")) {
      Scalar scalar = Scalar.ofJson(json);
      return scalar == null || scalar.isNumber() || json == null || !json.strip().startsWith("\"")
          ? null
          : scalar.text();
    }
    List<String> all = ofList(json);
    return all.isEmpty() ? null : String.join("; ", all);
  }

  /** Returns the texts of a list of reasons, or of a field with one; empty for anything else. */
  public static List<String> each(@Nullable String json) {
    if (json != null && json.strip().startsWith("[")) {
      return ofList(json);
    }
    String one = of(json);
    return one == null ? List.of() : List.of(one);
  }

  private static List<String> ofList(String json) {
    List<String> all = new ArrayList<>();
    for (String element : JsonText.elements(json)) {
      String one = element.strip().startsWith("{") ? ofElement(element) : of(element);
      if (one != null && !one.isBlank() && all.size() < MAX_REASONS) {
        all.add(one);
      }
    }
    return all;
  }

  /** Reads FastAPI's format: the problem and its location. */
  private static @Nullable String ofElement(String json) {
    for (NestedJsonObjects.Found found : objects(json)) {
      for (String name : List.of("msg", "message", "detail", "reason", "error", "title")) {
        String text = of(found.object().get(name));
        if (text != null) {
          List<String> location = new ArrayList<>();
          JsonText.elements(found.object().get("loc"))
              .forEach(
                  part -> {
                    Scalar scalar = Scalar.ofJson(part);
                    if (scalar != null) {
                      location.add(scalar.text());
                    }
                  });
          return location.isEmpty() ? text : String.join(".", location) + " " + text;
        }
      }
    }
    return null;
  }
}
