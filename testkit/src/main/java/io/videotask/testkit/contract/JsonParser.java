package io.videotask.testkit.contract;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON as maps, lists, strings, exact numbers, booleans and null. */
final class JsonParser {
  /** Longer numbers are read as double: checking whether they are whole would take too long. */
  private static final int LONGEST_NUMBER = 400;

  private JsonParser() {}

  /**
   * Parses a document.
   *
   * @throws IOException if it is not JSON, or nested too deeply
   */
  static @Nullable Object read(String json) throws IOException {
    try (JsonReader reader = JsonReader.of(new Buffer().writeUtf8(json))) {
      Object tree = read(reader);
      if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
        throw new IOException("something follows the document");
      }
      return tree;
    } catch (JsonDataException e) {
      throw new IOException(e);
    }
  }

  /** Writes a document. */
  static String write(@Nullable Object tree) {
    Buffer json = new Buffer();
    try (JsonWriter writer = JsonWriter.of(json)) {
      writer.setSerializeNulls(true);
      writer.setIndent("  ");
      write(writer, tree);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory can't fail", e);
    }
    return json.readUtf8();
  }

  private static @Nullable Object read(JsonReader reader) throws IOException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
          object.put(reader.nextName(), read(reader));
        }
        reader.endObject();
        yield object;
      }
      case BEGIN_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
          list.add(read(reader));
        }
        reader.endArray();
        yield list;
      }
      case NUMBER -> number(reader.nextString());
      case STRING -> reader.nextString();
      case BOOLEAN -> reader.nextBoolean();
      default -> reader.nextNull();
    };
  }

  private static Number number(String digits) throws IOException {
    try {
      return digits.length() > LONGEST_NUMBER
          ? Double.valueOf(Double.parseDouble(digits))
          : new BigDecimal(digits);
    } catch (NumberFormatException e) {
      throw new IOException(e);
    }
  }

  private static void write(JsonWriter writer, @Nullable Object tree) throws IOException {
    if (tree instanceof Map<?, ?> object) {
      writer.beginObject();
      for (Map.Entry<?, ?> entry : object.entrySet()) {
        writer.name(String.valueOf(entry.getKey()));
        write(writer, entry.getValue());
      }
      writer.endObject();
    } else if (tree instanceof List<?> list) {
      writer.beginArray();
      for (Object element : list) {
        write(writer, element);
      }
      writer.endArray();
    } else if (tree instanceof Number number) {
      writer.value(number);
    } else if (tree instanceof Boolean yes) {
      writer.value(yes);
    } else {
      writer.value((String) tree);
    }
  }
}
