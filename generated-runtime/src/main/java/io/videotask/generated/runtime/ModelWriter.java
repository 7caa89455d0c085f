package io.videotask.generated.runtime;

import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of generated models. Null is written as JSON's null, which Moshi leaves out of
 * objects. Called by generated code.
 */
public final class ModelWriter {
  private ModelWriter() {}

  /** Writes a string. */
  public static void writeString(JsonWriter writer, @Nullable String value) throws IOException {
    writer.value(value);
  }

  /** Writes an integer. */
  public static void writeInteger(JsonWriter writer, @Nullable Long value) throws IOException {
    writer.value(value);
  }

  /** Writes a number. */
  public static void writeNumber(JsonWriter writer, @Nullable Double value) throws IOException {
    writer.value(value);
  }

  /** Writes a boolean. */
  public static void writeBoolean(JsonWriter writer, @Nullable Boolean value) throws IOException {
    writer.value(value);
  }

  /** Writes a list as an array. */
  public static <T> void writeList(
      JsonWriter writer, @Nullable List<T> values, ValueWriter<T> element) throws IOException {
    if (values == null) {
      writer.nullValue();
      return;
    }
    writer.beginArray();
    for (T value : values) {
      element.write(writer, value);
    }
    writer.endArray();
  }

  /** Writes a map as an object. */
  public static <T> void writeMap(
      JsonWriter writer, @Nullable Map<String, T> values, ValueWriter<T> element)
      throws IOException {
    if (values == null) {
      writer.nullValue();
      return;
    }
    writer.beginObject();
    for (Map.Entry<String, T> entry : values.entrySet()) {
      writer.name(entry.getKey());
      element.write(writer, entry.getValue());
    }
    writer.endObject();
  }

  /** Writes the text of a JSON value without changes. */
  public static void writeRaw(JsonWriter writer, @Nullable RawJson value) throws IOException {
    if (value == null) {
      writer.nullValue();
      return;
    }
    try (BufferedSink sink = writer.valueSink()) {
      sink.writeUtf8(value.text());
    }
  }
}
