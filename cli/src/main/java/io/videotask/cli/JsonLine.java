package io.videotask.cli;

import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object on one line; every key is written, unknown values as null. */
final class JsonLine {
  private static final Instant MIN_INSTANT = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant MAX_INSTANT = Instant.parse("9999-12-31T23:59:59Z");

  private final JsonWriter json;

  private JsonLine(JsonWriter json) {
    this.json = json;
  }

  /** Writes the members of an object. */
  interface ObjectWriter {
    void write(JsonLine line) throws IOException;
  }

  static String of(ObjectWriter writer) {
    Buffer buffer = new Buffer();
    try (JsonWriter json = JsonWriter.of(buffer)) {
      json.setSerializeNulls(true);
      new JsonLine(json).object(writer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return withoutControls(buffer.readUtf8());
  }

  JsonLine put(String key, @Nullable String value) throws IOException {
    json.name(key).value(value);
    return this;
  }

  JsonLine put(String key, @Nullable Boolean value) throws IOException {
    json.name(key).value(value);
    return this;
  }

  JsonLine put(String key, @Nullable Number value) throws IOException {
    json.name(key);
    if (value instanceof Double d) {
      number(d);
    } else {
      json.value(value);
    }
    return this;
  }

  JsonLine put(String key, @Nullable Instant value) throws IOException {
    boolean writable = value != null && !value.isBefore(MIN_INSTANT) && !value.isAfter(MAX_INSTANT);
    return put(key, writable ? DateTimeFormatter.ISO_INSTANT.format(value) : null);
  }

  JsonLine put(String key, List<String> values) throws IOException {
    json.name(key).beginArray();
    for (String value : values) {
      json.value(value);
    }
    json.endArray();
    return this;
  }

  <T> JsonLine putAll(String key, List<T> values, ElementWriter<T> writer) throws IOException {
    json.name(key).beginArray();
    for (T value : values) {
      object(line -> writer.write(line, value));
    }
    json.endArray();
    return this;
  }

  /** Writes the members of an element of an array. */
  interface ElementWriter<T> {
    void write(JsonLine line, T value) throws IOException;
  }

  /** Writes an object, or null if there is no writer. */
  JsonLine putObject(String key, @Nullable ObjectWriter writer) throws IOException {
    json.name(key);
    if (writer == null) {
      json.nullValue();
    } else {
      object(writer);
    }
    return this;
  }

  private void object(ObjectWriter writer) throws IOException {
    json.beginObject();
    writer.write(this);
    json.endObject();
  }

  private void number(double value) throws IOException {
    if (!Double.isFinite(value)) {
      json.nullValue();
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      json.value((long) value);
    } else {
      json.value(value);
    }
  }

  /**
   * Escapes DEL and the C1 control characters, which JSON allows unescaped and a terminal would
   * interpret.
   */
  private static String withoutControls(String json) {
    if (json.chars().noneMatch(JsonLine::isControl)) {
      return json;
    }
    StringBuilder safe = new StringBuilder(json.length() + 16);
    json.chars()
        .forEach(
            c -> {
              if (isControl(c)) {
                safe.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                safe.append((char) c);
              }
            });
    return safe.toString();
  }

  private static boolean isControl(int c) {
    return c >= 0x7f && c <= 0x9f;
  }
}
