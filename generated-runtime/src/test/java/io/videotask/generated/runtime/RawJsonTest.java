package io.videotask.generated.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RawJsonTest {
  private static final String ALL = "{ \"a\" : [1, 2.0 , \"]}\"] }";

  private final DriftLog log = new DriftLog();
  private final List<String> offered = new ArrayList<>();

  private RawJson read(JsonReader reader) throws Exception {
    RawJson value = TolerantReader.readRaw(reader);
    assertNotNull(value);
    return value;
  }

  private static String written(RawJson value) throws Exception {
    Buffer json = new Buffer();
    ModelWriter.writeRaw(JsonWriter.of(json), value);
    return json.readUtf8();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"9007199254740993", "-0.0", "1.10", "true", "[ ]", ALL, "\"\\u0041\\\"\""})
  void keepsAndWritesTextUnchanged(String json) throws Exception {
    RawJson value = read(DriftLog.reader(json));
    assertEquals(json, value.text());
    assertEquals(json, written(value));
    assertEquals(new RawJson(json), value);
    assertEquals(new RawJson(json).hashCode(), value.hashCode());
    assertEquals("RawJson[text=" + json + "]", value.toString());
  }

  @ParameterizedTest
  @CsvSource({"'\"a\"', a", "'\"\\u0041\\\"\"', A\"", "' \"b\" ', b", "'\"\"', ''"})
  void decodesStrings(String json, String expected) {
    assertEquals(expected, new RawJson(json).string());
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "null", "{\"a\":\"b\"}", "[\"a\"]", "true", "\"unfinished"})
  void stringIsNullForOtherValues(String json) {
    assertNull(new RawJson(json).string());
  }

  @Test
  void nullIsAbsent() throws Exception {
    assertNull(TolerantReader.readRaw(DriftLog.reader("null")));
  }

  @Test
  void valuesWithDifferentTextsAreNotEqual() {
    assertNotEquals(new RawJson("1"), new RawJson("1.0"));
    assertNotEquals(new RawJson("1"), "1");
  }

  @Test
  void malformedJsonIsAnError() {
    for (String json : List.of("{\"a\":tru}", "[1 2]", "{\"a\" 1}")) {
      assertThrows(
          JsonEncodingException.class, () -> TolerantReader.readRaw(DriftLog.reader(json)), json);
    }
    String deep = "[".repeat(400) + "]".repeat(400);
    assertThrows(JsonDataException.class, () -> TolerantReader.readRaw(DriftLog.reader(deep)));
  }

  private JsonReader offering(String json, boolean taken) {
    return DriftReporting.attach(
        DriftLog.reader(json),
        log,
        reader -> {
          offered.add(reader.getPath());
          if (taken) {
            reader.skipValue();
          }
          return taken;
        });
  }

  @Test
  void objectReadByTheFreeFormReaderIsAbsent() throws Exception {
    JsonReader reader = offering("[{\"a\": {}}, 7]", true);
    assertEquals(
        List.of(new RawJson("7")), TolerantReader.readList(reader, TolerantReader::readRaw));
    assertEquals(List.of("$[0]"), offered);
  }

  @Test
  void objectNotReadByTheFreeFormReaderIsKeptAsText() throws Exception {
    assertEquals(ALL, read(offering(ALL, false)).text());
    assertEquals(List.of("$"), offered);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "true", "[1]", "\"a\""})
  void onlyObjectsAreOfferedToTheFreeFormReader(String json) throws Exception {
    assertEquals(json, read(offering(json, true)).text());
    assertEquals(List.of(), offered);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"\\u0041\"', '\"A\"'",
    "'\"a\\\"\\n\\\\\"', '\"a\\\"\\n\\\\\"'",
    "'\"\\u0001\"', '\"\\u0001\"'"
  })
  void withAFreeFormReaderStringsAreReencoded(String json, String expected) throws Exception {
    RawJson value = read(offering(json, true));
    assertEquals(new RawJson(json).string(), value.string());
    assertEquals(expected, value.text());
    assertEquals(expected, written(value));
  }
}
