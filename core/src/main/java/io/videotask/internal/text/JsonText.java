package io.videotask.internal.text;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Reads JSON texts, in linear time also where they have long runs of whitespace. */
public final class JsonText {
  /** More than the indentation at any depth that is read. */
  private static final int MAX_RUN = 1024;

  private static final int MAX_ELEMENTS = 100;

  private JsonText() {}

  /** Returns a strict reader. Without long runs of whitespace, which take Moshi quadratic time. */
  public static JsonReader reader(String text) {
    return leanReader(withoutLongWhitespace(text));
  }

  /** Returns a strict reader of a text that is known to have no long runs of whitespace. */
  public static JsonReader leanReader(String text) {
    return JsonReader.of(new Buffer().writeUtf8(text));
  }

  /**
   * Returns the same JSON with each long run of whitespace between tokens shortened to one
   * character.
   */
  public static String withoutLongWhitespace(String text) {
    return mayHaveLongRun(text) ? shortened(text) : text;
  }

  /**
   * Samples so few characters that only a long run contains one for certain: this is done for each
   * body, and most have no whitespace there.
   */
  private static boolean mayHaveLongRun(String text) {
    for (int i = MAX_RUN; i < text.length(); i += MAX_RUN + 1) {
      if (isBlank(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static String shortened(String text) {
    StringBuilder lean = new StringBuilder();
    boolean quoted = false;
    int copied = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        quoted = c != '"';
        i += c == '\\' ? 1 : 0;
      } else if (isBlank(c)) {
        run++;
      } else {
        if (run > MAX_RUN) {
          lean.append(text, copied, i - run + 1);
          copied = i;
        }
        run = 0;
        quoted = c == '"';
      }
    }
    if (run > MAX_RUN) {
      lean.append(text, copied, text.length() - run + 1);
      copied = text.length();
    }
    return copied == 0 ? text : lean.append(text, copied, text.length()).toString();
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  /** Returns whether a raw JSON value is an array. */
  public static boolean isArray(@Nullable String raw) {
    return raw != null && raw.strip().startsWith("[");
  }

  /**
   * Returns the elements of a JSON array, each as raw JSON, at most a hundred; empty where it is no
   * array.
   */
  public static List<String> elements(@Nullable String raw) {
    List<String> elements = new ArrayList<>();
    if (raw == null || !isArray(raw)) {
      return elements;
    }
    try (JsonReader reader = reader(raw)) {
      reader.beginArray();
      while (reader.hasNext() && elements.size() < MAX_ELEMENTS) {
        elements.add(reader.nextSource().readUtf8());
      }
    } catch (IOException | JsonDataException e) {
      // The whole body has been validated, so this is a text that only looks like an array.
      return elements;
    }
    return elements;
  }

  /** Returns the text, number or boolean in a raw JSON value as text; null for anything else. */
  public static @Nullable String scalarText(@Nullable String raw) {
    Scalar scalar = Scalar.ofJson(raw);
    return scalar == null ? null : scalar.text();
  }
}
