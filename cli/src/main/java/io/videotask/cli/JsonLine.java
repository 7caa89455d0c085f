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

/** One JSON object on one line, every key written, unknown as null. */
final class JsonLine {
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private final JsonWriter json;

  private JsonLine(JsonWriter json) {
    this.json = json;
  }

  /** What goes between the braces. */
  interface Content {
    void write(JsonLine line) throws IOException;
  }

  static String of(Content content) {
    Buffer buffer = new Buffer();
    try (JsonWriter json = JsonWriter.of(buffer)) {
      json.setSerializeNulls(true);
      new JsonLine(json).object(content);
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
    boolean writable = value != null && !value.isBefore(FIRST) && !value.isAfter(LAST);
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

  <T> JsonLine putAll(String key, List<T> values, Each<T> each) throws IOException {
    json.name(key).beginArray();
    for (T value : values) {
      object(line -> each.write(line, value));
    }
    json.endArray();
    return this;
  }

  /** What goes between the braces of one of several. */
  interface Each<T> {
    void write(JsonLine line, T value) throws IOException;
  }

  /** An object, or null where there is no content. */
  JsonLine putObject(String key, @Nullable Content content) throws IOException {
    json.name(key);
    if (content == null) {
      json.nullValue();
    } else {
      object(content);
    }
    return this;
  }

  private void object(Content content) throws IOException {
    json.beginObject();
    content.write(this);
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

  /** JSON lets DEL and the second set of control characters stand; a terminal would obey them. */
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
