package io.videotask.internal.text;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A body, classified by whether it can be an answer about a task. */
public sealed interface BodyClassifier {
  /** The most descriptive part of a page: its title or heading, or the message of an XML error. */
  Pattern TITLE = Pattern.compile("(?is)<(title|h1|message)\\b[^>]{0,200}>([^<]{1,300})</\\1\\s*>");

  /** The part of a page that is searched for a title. */
  int MAX_TITLE_OFFSET = 20_000;

  /**
   * A JSON object with a known field.
   *
   * @param json the object without long runs of whitespace; completed where it was truncated
   */
  record Task(String json) implements BodyClassifier {}

  /**
   * Any other body.
   *
   * @param problem a description, for a sentence such as "the answer is …"
   * @param html whether it is a web page
   */
  record Unreadable(String problem, boolean html) implements BodyClassifier {}

  /**
   * Classifies a body.
   *
   * @param truncated whether it was longer than the limit
   * @param known the fields by which an answer is recognised
   */
  static BodyClassifier of(String text, boolean truncated, KnownFields known) {
    String trimmed = text.strip();
    if (trimmed.isEmpty()) {
      return new Unreadable(truncated ? "far too long" : "empty", false);
    }
    if (isPage(trimmed)) {
      return new Unreadable(page(trimmed), true);
    }
    String json =
        JsonText.withoutLongWhitespace(truncated ? TruncatedJson.completed(trimmed) : trimmed);
    Seen seen = new Seen(known);
    String problem = scan(json, seen);
    if (problem != null) {
      return new Unreadable(
          truncated ? "too long, and its beginning is " + problem : problem, false);
    }
    return seen.isSufficient()
        ? new Task(json)
        : new Unreadable("a JSON object without any field that we know", false);
  }

  /** The known fields of an object. */
  final class Seen {
    private final KnownFields fields;
    private final boolean[] together;
    private boolean known;

    private Seen(KnownFields fields) {
      this.fields = fields;
      this.together = new boolean[fields.together()];
    }

    private void field(int number) {
      if (number >= together.length) {
        known = true;
      } else if (number >= 0) {
        together[number] = true;
      }
    }

    private boolean isSufficient() {
      boolean all = together.length > 0;
      for (boolean one : together) {
        all &= one;
      }
      return known || all;
    }
  }

  /** Returns whether the text is a web page or XML, neither of which gateways answer with. */
  static boolean isPage(String text) {
    return text.stripLeading().startsWith("<");
  }

  /**
   * Returns a description of a web page with its title, for a sentence such as "the answer is …".
   */
  static String page(String text) {
    String title = title(text);
    return "a web page" + (title == null ? "" : " with the title \"" + title + "\"");
  }

  /** Returns a web page's title; null for none. */
  static @Nullable String title(String text) {
    Matcher title =
        TITLE.matcher(
            text.length() > MAX_TITLE_OFFSET ? text.substring(0, MAX_TITLE_OFFSET) : text);
    String found = title.find() ? title.group(2).replaceAll("\\s+", " ").strip() : "";
    return found.isEmpty() ? null : found;
  }

  /** Returns whether the text is JSON of any kind. */
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

  private static @Nullable String scan(String json, Seen seen) {
    try (JsonReader reader = JsonText.leanReader(json)) {
      JsonReader.Token first = reader.peek();
      if (first != JsonReader.Token.BEGIN_OBJECT) {
        return "JSON, but no object: "
            + first.name().toLowerCase(Locale.ROOT).replace("begin_", "");
      }
      reader.beginObject();
      while (reader.hasNext()) {
        int field = reader.selectName(seen.fields.names());
        if (field < 0) {
          reader.skipName();
        }
        seen.field(field);
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
