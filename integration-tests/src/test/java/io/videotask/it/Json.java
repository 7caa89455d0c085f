package io.videotask.it;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.Buffer;

/** Reads JSON as maps, lists, strings, booleans and exact numbers. */
public final class Json {
  private Json() {}

  @SuppressWarnings("unchecked")
  public static Map<String, Object> object(String json) throws IOException {
    return (Map<String, Object>) read(JsonReader.of(new Buffer().writeUtf8(json)));
  }

  private static Object read(JsonReader reader) throws IOException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> {
        Map<String, Object> object = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
          object.put(reader.nextName(), read(reader));
        }
        reader.endObject();
        yield object;
      }
      case BEGIN_ARRAY -> {
        List<Object> list = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
          list.add(read(reader));
        }
        reader.endArray();
        yield list;
      }
      case NUMBER -> new BigDecimal(reader.nextString());
      case STRING -> reader.nextString();
      case BOOLEAN -> reader.nextBoolean();
      default -> reader.nextNull();
    };
  }
}
