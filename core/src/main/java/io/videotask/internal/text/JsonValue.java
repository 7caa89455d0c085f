package io.videotask.internal.text;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON without a known schema as plain values: a {@code Map}, a {@code List}, or a {@link Scalar}
 * with its digits as received. For answers that no generated record covers.
 */
public final class JsonValue {
  private JsonValue() {}

  /**
   * Reads a document; returns null for JSON's null, for invalid JSON, and for JSON that is nested
   * too deeply.
   */
  public static @Nullable Object of(String text) {
    try (JsonReader reader = JsonText.reader(text)) {
      Object value = value(reader);
      return reader.peek() == JsonReader.Token.END_DOCUMENT ? value : null;
    } catch (IOException | JsonDataException e) {
      return null;
    }
  }

  /** Reads an object or a list from a text; returns null where the text holds neither. */
  public static @Nullable Object inText(String text) {
    String trimmed = text.strip();
    return trimmed.startsWith("{") || trimmed.startsWith("[") ? of(trimmed) : null;
  }

  private static @Nullable Object value(JsonReader reader) throws IOException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
          fields.put(reader.nextName(), value(reader));
        }
        reader.endObject();
        yield fields;
      }
      case BEGIN_ARRAY -> {
        List<@Nullable Object> elements = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
          elements.add(value(reader));
        }
        reader.endArray();
        yield elements;
      }
      case STRING -> Scalar.ofText(reader.nextString());
      case NUMBER -> new Scalar(reader.nextString(), true);
      case BOOLEAN -> new Scalar(Boolean.toString(reader.nextBoolean()), false);
      default -> reader.nextNull();
    };
  }
}
