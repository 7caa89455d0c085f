package io.videotask.generated.runtime;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value whose type the specification leaves open, kept as text. Immutable and thread-safe;
 * two are equal if their texts are.
 */
public final class RawJson {
  // Each is computed lazily from the other; races between threads are benign, as the results are
  // equal.
  private @Nullable String text;
  private @Nullable String string;

  /**
   * Creates a value from its JSON text.
   *
   * @param text one JSON value; not checked
   */
  public RawJson(String text) {
    this.text = Objects.requireNonNull(text, "text");
  }

  private RawJson(@Nullable String text, String string) {
    this.text = text;
    this.string = string;
  }

  /** Creates a JSON string, which is encoded lazily. */
  static RawJson ofString(String string) {
    return new RawJson(null, string);
  }

  /**
   * Returns the JSON as received, or an equal string with other escapes. It is written unchanged.
   *
   * @return one JSON value
   */
  public String text() {
    String json = text;
    if (json == null) {
      json = quoted(Objects.requireNonNull(string));
      text = json;
    }
    return json;
  }

  /**
   * Returns the decoded string, if the value is a JSON string.
   *
   * @return null if the value is anything else
   */
  public @Nullable String string() {
    String decoded = string;
    if (decoded == null && text().strip().startsWith("\"")) {
      try (JsonReader reader = JsonReader.of(new Buffer().writeUtf8(text()))) {
        decoded = reader.nextString();
        string = decoded;
      } catch (IOException notJson) {
        return null;
      }
    }
    return decoded;
  }

  private static String quoted(String string) {
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        return escaped(string);
      }
    }
    return '"' + string + '"';
  }

  private static String escaped(String string) {
    Buffer json = new Buffer();
    try (JsonWriter writer = JsonWriter.of(json)) {
      writer.value(string);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return json.readUtf8();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RawJson json && text().equals(json.text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  @Override
  public String toString() {
    return "RawJson[text=" + text() + "]";
  }
}
