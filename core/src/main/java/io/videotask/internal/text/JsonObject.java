package io.videotask.internal.text;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.videotask.task.VideoRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object whose values are kept as raw JSON, so that no number is rounded to a double. Not
 * thread-safe.
 */
public final class JsonObject {
  private final Map<String, String> fields = new LinkedHashMap<>();

  /**
   * Parses an object.
   *
   * @throws IOException when the text is no JSON object
   */
  public static JsonObject of(String text) throws IOException {
    JsonObject object = new JsonObject();
    try (JsonReader reader = JsonText.reader(text)) {
      reader.beginObject();
      while (reader.hasNext()) {
        String name = reader.nextName();
        object.fields.put(name, reader.nextSource().readUtf8());
      }
      reader.endObject();
    }
    return object;
  }

  public Map<String, String> fields() {
    return fields;
  }

  /** Returns the raw JSON of a field; null for none. */
  @Nullable
  public String get(String name) {
    return fields.get(name);
  }

  /** Returns the raw JSON at a path with dots, through objects only; null for none. */
  public @Nullable String at(String path) throws IOException {
    int dot = path.indexOf('.');
    String value = get(dot < 0 ? path : path.substring(0, dot));
    if (dot < 0 || value == null) {
      return value;
    }
    return value.strip().startsWith("{") ? of(value).at(path.substring(dot + 1)) : null;
  }

  /** Sets a field to raw JSON. */
  public void put(String name, String json) {
    fields.put(name, json);
  }

  /**
   * Adds the caller's parameters; an object is merged into an existing one of the same name.
   *
   * @throws IllegalArgumentException when a field exists already, or a value can't be written as
   *     JSON
   */
  public void add(Map<String, @Nullable Object> parameters) {
    parameters.forEach(
        (name, value) -> {
          String json = json(name, value);
          String present = fields.get(name);
          fields.put(name, present == null ? json : merged(name, present, json));
        });
  }

  @Override
  public String toString() {
    Buffer text = new Buffer();
    try (JsonWriter writer = JsonWriter.of(text)) {
      writer.setSerializeNulls(true);
      writer.beginObject();
      for (Map.Entry<String, String> field : fields.entrySet()) {
        writer.name(field.getKey());
        raw(writer, field.getValue());
      }
      writer.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.readUtf8();
  }

  private static String merged(String name, String present, String added) {
    try {
      if (present.strip().startsWith("{") && added.strip().startsWith("{")) {
        JsonObject object = of(present);
        for (Map.Entry<String, String> field : of(added).fields.entrySet()) {
          if (object.fields.putIfAbsent(field.getKey(), field.getValue()) != null) {
            throw new IllegalArgumentException(
                "the request has " + name + "." + field.getKey() + " already");
          }
        }
        return object.toString();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalArgumentException("the request has " + name + " already");
  }

  private static String json(String name, @Nullable Object value) {
    Buffer text = new Buffer();
    try (JsonWriter writer = JsonWriter.of(text)) {
      writer.setSerializeNulls(true);
      write(writer, name, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.readUtf8();
  }

  private static void write(JsonWriter writer, String name, @Nullable Object value)
      throws IOException {
    if (value instanceof Map<?, ?> fields) {
      writer.beginObject();
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        writer.name((String) field.getKey());
        write(writer, name, field.getValue());
      }
      writer.endObject();
    } else if (value instanceof List<?> elements) {
      writer.beginArray();
      for (Object element : elements) {
        write(writer, name, element);
      }
      writer.endArray();
    } else if (value instanceof VideoRequest.Json json) {
      if (!BodyClassifier.isJson(json.text())) {
        throw new IllegalArgumentException("the parameter " + name + " is no JSON");
      }
      raw(writer, json.text());
    } else if (value instanceof Number number) {
      writer.value(number);
    } else if (value instanceof Boolean flag) {
      writer.value(flag);
    } else {
      writer.value((String) value);
    }
  }

  private static void raw(JsonWriter writer, String json) throws IOException {
    try (BufferedSink sink = writer.valueSink()) {
      sink.writeUtf8(json);
    }
  }
}
