package io.videotask.generated.runtime;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads values whose type may differ from the specification: such a value is converted if its
 * meaning is clear and dropped otherwise, and is reported either way ({@link DriftReporting}). Null
 * and, for all types but string, whitespace-only strings mean "absent" and are not reported. Every
 * method reads one value and returns null if it is absent. Called by generated code.
 */
public final class TolerantReader {
  private TolerantReader() {}

  /** Reads a string; a number or a boolean becomes the string that was sent. */
  public static @Nullable String readString(JsonReader reader) throws IOException {
    JsonReader.Token found = reader.peek();
    if (found == JsonReader.Token.STRING) {
      return reader.nextString();
    }
    if (found == JsonReader.Token.NUMBER) {
      DriftReporting.report(reader, reader.getPath(), "string", "number", true);
      return reader.nextString();
    }
    if (found == JsonReader.Token.BOOLEAN) {
      DriftReporting.report(reader, reader.getPath(), "string", "boolean", true);
      return Boolean.toString(reader.nextBoolean());
    }
    JsonTypes.skip(reader, "string");
    return null;
  }

  /** Reads an integer, also if it was sent as a string or with a fraction of zero. */
  public static @Nullable Long readInteger(JsonReader reader) throws IOException {
    JsonReader.Token found = reader.peek();
    if (found != JsonReader.Token.NUMBER && found != JsonReader.Token.STRING) {
      JsonTypes.skip(reader, "integer");
      return null;
    }
    String sent = reader.nextString().strip();
    if (sent.isEmpty()) {
      return null;
    }
    Long value = JsonNumbers.toLong(sent);
    reportNumber(reader, "integer", found, value != null);
    return value;
  }

  /** Reads a number, also if it was sent as a string. */
  public static @Nullable Double readNumber(JsonReader reader) throws IOException {
    JsonReader.Token found = reader.peek();
    if (found != JsonReader.Token.NUMBER && found != JsonReader.Token.STRING) {
      JsonTypes.skip(reader, "number");
      return null;
    }
    String sent = reader.nextString().strip();
    if (sent.isEmpty()) {
      return null;
    }
    Double value = JsonNumbers.toDouble(sent);
    reportNumber(reader, "number", found, value != null);
    return value;
  }

  /** Reads a boolean, also if it was sent as a string in any case. */
  public static @Nullable Boolean readBoolean(JsonReader reader) throws IOException {
    JsonReader.Token found = reader.peek();
    if (found == JsonReader.Token.BOOLEAN) {
      return reader.nextBoolean();
    }
    if (found != JsonReader.Token.STRING) {
      JsonTypes.skip(reader, "boolean");
      return null;
    }
    String sent = reader.nextString().strip();
    if (sent.isEmpty()) {
      return null;
    }
    boolean yes = sent.equalsIgnoreCase("true");
    boolean kept = yes || sent.equalsIgnoreCase("false");
    DriftReporting.report(reader, JsonTypes.pathOfLast(reader), "boolean", "string", kept);
    return kept ? Boolean.valueOf(yes) : null;
  }

  /** Reads an array; elements that are absent or dropped are left out. */
  public static <T> @Nullable List<T> readList(JsonReader reader, ValueReader<T> element)
      throws IOException {
    if (reader.peek() != JsonReader.Token.BEGIN_ARRAY) {
      JsonTypes.skip(reader, "array");
      return null;
    }
    List<T> values = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      T value = element.read(reader);
      if (value != null) {
        values.add(value);
      }
    }
    reader.endArray();
    return Collections.unmodifiableList(values);
  }

  /** Reads an object as a map, in its order; values that are absent or dropped are left out. */
  public static <T> @Nullable Map<String, T> readMap(JsonReader reader, ValueReader<T> element)
      throws IOException {
    if (!startsObject(reader)) {
      return null;
    }
    Map<String, T> values = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      T value = element.read(reader);
      if (value != null) {
        values.put(name, value);
      } else {
        values.remove(name); // the last of two equal names wins, also if it is absent
      }
    }
    reader.endObject();
    return Collections.unmodifiableMap(values);
  }

  /** Reads any value as text. */
  public static @Nullable RawJson readRaw(JsonReader reader) throws IOException {
    return RawJsonReader.read(reader);
  }

  /** Returns whether an object begins here; anything else is skipped. */
  public static boolean startsObject(JsonReader reader) throws IOException {
    if (reader.peek() == JsonReader.Token.BEGIN_OBJECT) {
      return true;
    }
    JsonTypes.skip(reader, "object");
    return false;
  }

  private static void reportNumber(
      JsonReader reader, String expected, JsonReader.Token found, boolean kept) {
    if (!kept || found == JsonReader.Token.STRING) {
      String path = JsonTypes.pathOfLast(reader);
      DriftReporting.report(reader, path, expected, JsonTypes.nameOf(found), kept);
    }
  }
}
