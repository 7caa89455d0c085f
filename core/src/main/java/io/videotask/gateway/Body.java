package io.videotask.gateway;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A body, told apart into what can be an answer about a task and what can't. */
sealed interface Body {
  /** Fields of which one at least stands in every answer about a task. */
  Set<String> KNOWN =
      Set.of(
          "task_id",
          "id",
          "status",
          "state",
          "task_status",
          "progress",
          "data",
          "task",
          "output",
          "error",
          "base_resp");

  /**
   * A JSON object with a known field.
   *
   * @param json the object; completed where it had been cut
   */
  record Task(String json) implements Body {}

  /**
   * Anything else.
   *
   * @param problem what it is instead, for a sentence such as "the answer is …"
   * @param html whether it is a web page
   */
  record Unreadable(String problem, boolean html) implements Body {}

  /**
   * Tells what a body is.
   *
   * @param cut whether it was longer than the limit
   */
  static Body of(String text, boolean cut) {
    String trimmed = text.strip();
    if (trimmed.isEmpty()) {
      return new Unreadable(cut ? "far too long" : "empty", false);
    }
    if (trimmed.startsWith("<")) {
      return new Unreadable("a web page", true);
    }
    String json = cut ? CutJson.completed(trimmed) : trimmed;
    Set<String> names = new HashSet<>();
    String problem = scan(json, names);
    if (problem != null) {
      return new Unreadable(cut ? "too long, and its beginning is " + problem : problem, false);
    }
    boolean known =
        names.stream().anyMatch(KNOWN::contains)
            || (names.contains("code") && names.contains("message"));
    return known
        ? new Task(json)
        : new Unreadable("a JSON object without any field that we know", false);
  }

  /** Whether the text is JSON of any kind. */
  static boolean isJson(String text) {
    String first = text.strip();
    if (first.isEmpty()) {
      return false;
    }
    try (JsonReader reader = JsonText.reader(text)) {
      reader.skipValue();
      return reader.peek() == JsonReader.Token.END_DOCUMENT;
    } catch (IOException | JsonDataException e) {
      return false;
    }
  }

  private static @Nullable String scan(String json, Set<String> names) {
    try (JsonReader reader = JsonText.reader(json)) {
      JsonReader.Token first = reader.peek();
      if (first != JsonReader.Token.BEGIN_OBJECT) {
        return "JSON, but no object: "
            + first.name().toLowerCase(Locale.ROOT).replace("begin_", "");
      }
      reader.beginObject();
      while (reader.hasNext()) {
        names.add(reader.nextName());
        reader.skipValue();
      }
      reader.endObject();
      return reader.peek() == JsonReader.Token.END_DOCUMENT ? null : "no single JSON document";
    } catch (JsonDataException e) {
      return "nested too deeply";
    } catch (IOException e) {
      return "no JSON";
    }
  }
}
