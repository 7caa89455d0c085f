package io.videotask.generated.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.squareup.moshi.JsonWriter;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ModelWriterTest {
  /** Writes an object with a value of each type. */
  private static String written(boolean serializeNulls, @Nullable Long value) throws Exception {
    Buffer json = new Buffer();
    JsonWriter writer = JsonWriter.of(json);
    writer.setSerializeNulls(serializeNulls);
    writer.beginObject();
    ModelWriter.writeString(writer.name("s"), value == null ? null : "t\"");
    ModelWriter.writeInteger(writer.name("i"), value);
    ModelWriter.writeNumber(writer.name("n"), value == null ? null : 0.5);
    ModelWriter.writeBoolean(writer.name("b"), value == null ? null : true);
    ModelWriter.writeList(
        writer.name("l"), value == null ? null : List.of(value), ModelWriter::writeInteger);
    ModelWriter.writeMap(
        writer.name("m"), value == null ? null : Map.of("k", value), ModelWriter::writeInteger);
    ModelWriter.writeRaw(writer.name("r"), value == null ? null : new RawJson("[ ]"));
    writer.endObject();
    return json.readUtf8();
  }

  @Test
  void writesValuesUnchanged() throws Exception {
    assertEquals(
        "{\"s\":\"t\\\"\",\"i\":9007199254740993,\"n\":0.5,\"b\":true,"
            + "\"l\":[9007199254740993],\"m\":{\"k\":9007199254740993},\"r\":[ ]}",
        written(false, 9007199254740993L));
  }

  @Test
  void omitsNullsUnlessTheWriterSerializesThem() throws Exception {
    assertEquals("{}", written(false, null));
    assertEquals(
        "{\"s\":null,\"i\":null,\"n\":null,\"b\":null,\"l\":null,\"m\":null,\"r\":null}",
        written(true, null));
  }
}
