package io.videotask.generated.runtime;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Reads any JSON value as text. */
final class RawJsonReader {
  private RawJsonReader() {}

  static @Nullable RawJson read(JsonReader reader) throws IOException {
    if (reader.peek() == JsonReader.Token.NULL) {
      return reader.nextNull();
    }
    if (reader.peek() == JsonReader.Token.NUMBER || reader.peek() == JsonReader.Token.BOOLEAN) {
      // a literal is its own text, and has been checked by the reader
      return new RawJson(
          reader.peek() == JsonReader.Token.NUMBER
              ? reader.nextString()
              : Boolean.toString(reader.nextBoolean()));
    }
    FreeFormReader objects = DriftReporting.objectsOf(reader);
    if (objects != null && reader.peek() == JsonReader.Token.BEGIN_OBJECT && objects.read(reader)) {
      return null;
    }
    boolean string = reader.peek() == JsonReader.Token.STRING;
    if (string && objects != null) {
      // encoded again lazily: copying it as received would need several buffers
      return RawJson.ofString(reader.nextString());
    }
    String text;
    try (BufferedSource source = reader.nextSource()) {
      text = source.readUtf8();
    }
    if (string && text.indexOf('\\') < 0) {
      return new RawJson(text);
    }
    // nextSource only counts brackets; this check rejects malformed JSON
    try (JsonReader check = JsonReader.of(new Buffer().writeUtf8(text))) {
      check.skipValue();
    }
    return new RawJson(text);
  }
}
