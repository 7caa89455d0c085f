package io.videotask.internal.text;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import okio.Buffer;

/** Completes truncated JSON, so that what was received up to the limit can be read. */
public final class TruncatedJson {
  private TruncatedJson() {}

  /** Returns all complete values and closing brackets; the value at the cut becomes null. */
  public static String completed(String beginning) {
    Buffer completed = new Buffer();
    JsonWriter writer = JsonWriter.of(completed);
    writer.setSerializeNulls(true);
    Deque<JsonReader.Token> open = new ArrayDeque<>();
    boolean named = false;
    try (JsonReader reader = JsonText.reader(withoutLastNumber(beginning))) {
      while (true) {
        JsonReader.Token token = reader.peek();
        if (token == JsonReader.Token.END_DOCUMENT) {
          break;
        }
        copy(token, reader, writer, open);
        named = token == JsonReader.Token.NAME;
      }
    } catch (IOException | JsonDataException e) {
      // The end of the truncated text.
    }
    try {
      if (named) {
        writer.nullValue();
      }
      while (!open.isEmpty()) {
        if (open.pop() == JsonReader.Token.BEGIN_OBJECT) {
          writer.endObject();
        } else {
          writer.endArray();
        }
      }
    } catch (IOException | IllegalStateException e) {
      return "";
    }
    return completed.readUtf8();
  }

  /** Removes a number at the very end, which may have lost digits. */
  private static String withoutLastNumber(String beginning) {
    int end = beginning.length();
    while (end > 0 && "-+.0123456789eE".indexOf(beginning.charAt(end - 1)) >= 0) {
      end--;
    }
    return beginning.substring(0, end);
  }

  private static void copy(
      JsonReader.Token token, JsonReader reader, JsonWriter writer, Deque<JsonReader.Token> open)
      throws IOException {
    switch (token) {
      case BEGIN_OBJECT -> {
        reader.beginObject();
        writer.beginObject();
        open.push(token);
      }
      case BEGIN_ARRAY -> {
        reader.beginArray();
        writer.beginArray();
        open.push(token);
      }
      case END_OBJECT -> {
        reader.endObject();
        writer.endObject();
        open.pop();
      }
      case END_ARRAY -> {
        reader.endArray();
        writer.endArray();
        open.pop();
      }
      case NAME -> writer.name(reader.nextName());
      case BOOLEAN -> writer.value(reader.nextBoolean());
      case NULL -> {
        reader.nextNull();
        writer.nullValue();
      }
      case STRING -> writer.value(reader.nextString());
      case NUMBER -> {
        String digits = reader.nextString();
        try (var sink = writer.valueSink()) {
          sink.writeUtf8(digits);
        }
      }
      case END_DOCUMENT -> throw new IllegalStateException("nothing is left to copy");
    }
  }
}
