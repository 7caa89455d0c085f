package io.videotask.codegen;

import static io.videotask.codegen.CompiledClient.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.Types;
import io.videotask.generated.runtime.RawJson;
import java.io.EOFException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads bodies that differ from the document with the compiled adapters. */
final class ToleranceTest {
  private static CompiledClient client;

  @BeforeAll
  static void generate(@TempDir Path folder) throws Exception {
    Path sources =
        new CodegenRunner(folder)
            .run(
                "torture",
                CodegenRunner.resource("torture.yaml"),
                CodegenRunner.resource("torture-config.yaml"));
    client = CompiledClient.compile(sources, "test.torture", "TortureJson");
  }

  @BeforeEach
  void clearDrifts() {
    client.drifts.clear();
  }

  private static @Nullable Object thing(String json) throws Exception {
    return client.read("Thing", json);
  }

  @Test
  void readsConformingValuesWithoutDrift() throws Exception {
    Object thing =
        thing(
            """
            {"id":"a","count":306793063383292,"seed":9007199254740993,"ratio":0.5,"done":true,
             "tags":["x"],"grid":[[1,2.5],[]],"children":[{"id":"c"}],"parent":{"id":"p"},
             "labels":{"k":"v"},"things":{"t":[{"id":"in"}]},"inline":{"deep":{"er":"y"}},
             "named":{"base":"b","own":"o"},"alias":[0],"状态":"好","unknownField":[1,{"a":2}]}
            """);
    assertEquals("a", at(thing, "id"));
    assertEquals(306793063383292L, at(thing, "count"));
    assertEquals(9007199254740993L, at(thing, "seed"));
    assertEquals(0.5, at(thing, "ratio"));
    assertEquals(true, at(thing, "done"));
    assertEquals(List.of(List.of(1.0, 2.5), List.of()), at(thing, "grid"));
    assertEquals("p", at(thing, "parent.id"));
    assertEquals(Map.of("k", "v"), at(thing, "labels"));
    assertEquals("y", at(thing, "inline.deep.er"));
    assertEquals("b", at(thing, "named.base"));
    assertEquals("o", at(thing, "named.own"));
    assertEquals("好", at(thing, "状态"));
    assertEquals(List.of(), client.drifts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"306793063383292", "12345678901234567890", "5.0", "1e400", "true"})
  void convertsScalarToStringAndReportsIt(String sent) throws Exception {
    assertEquals(sent, at(thing("{\"id\":" + sent + "}"), "id"));
    String found = sent.equals("true") ? "boolean" : "number";
    assertEquals(List.of("$.id string<-" + found + " kept"), client.drifts);
  }

  @ParameterizedTest
  @CsvSource({"5.0,5", "5e0,5", "-0,0", "'\"5\"',5", "'\"5.0\"',5", "'\" 5 \"',5"})
  void readsIntegersInAllNotations(String sent, long expected) throws Exception {
    assertEquals(expected, at(thing("{\"count\":" + sent + "}"), "count"));
    List<String> drift = List.of("$.count integer<-string kept");
    assertEquals(sent.startsWith("\"") ? drift : List.of(), client.drifts);
  }

  @ParameterizedTest
  @CsvSource({
    "1.5,number",
    "12345678901234567890,number",
    "1e999999999,number",
    "'\"NaN\"',string",
    "'\"0x1p3\"',string",
    "'\"１\"',string",
    "true,boolean",
    "{},object",
    "[1],array"
  })
  void dropsAndReportsNonIntegers(String sent, String found) throws Exception {
    Object thing = thing("{\"count\":" + sent + ",\"id\":\"still here\"}");
    assertNull(at(thing, "count"));
    assertEquals("still here", at(thing, "id"));
    assertEquals(List.of("$.count integer<-" + found + " dropped"), client.drifts);
  }

  @Test
  void rejectsHugeIntegersQuickly() throws Exception {
    assertNull(at(thing("{\"count\":" + "9".repeat(2_000_000) + "}"), "count"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"NaN\"", "1e999", "\"Infinity\"", "\"5d\"", "{}", "false"})
  void dropsNonNumbers(String sent) throws Exception {
    assertNull(at(thing("{\"ratio\":" + sent + "}"), "ratio"));
    assertEquals(1, client.drifts.size());
  }

  @Test
  void readsNumbersAndBooleansFromStrings() throws Exception {
    Object thing = thing("{\"ratio\":\"2.5\",\"done\":\"True\"}");
    assertEquals(2.5, at(thing, "ratio"));
    assertEquals(true, at(thing, "done"));
    assertEquals(
        List.of("$.ratio number<-string kept", "$.done boolean<-string kept"), client.drifts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\" \"", "null"})
  void emptyValuesAreAbsentWithoutDrift(String sent) throws Exception {
    Object thing =
        thing(
            "{'count':#,'ratio':#,'done':#,'tags':#,'parent':#,'labels':#}"
                .replace('\'', '"')
                .replace("#", sent));
    for (String path : List.of("count", "ratio", "done", "tags", "parent", "labels")) {
      assertNull(at(thing, path), path);
    }
    assertEquals(List.of(), client.drifts);
  }

  @Test
  void dropsScalarForContainerAndViceVersa() throws Exception {
    Object thing =
        thing("{\"tags\":\"x\",\"parent\":7,\"labels\":[1],\"id\":{\"a\":[1]},\"done\":[true]}");
    for (String path : List.of("tags", "parent", "labels", "id", "done")) {
      assertNull(at(thing, path), path);
    }
    assertEquals(
        List.of(
            "$.tags array<-string dropped",
            "$.parent object<-number dropped",
            "$.labels object<-array dropped",
            "$.id string<-object dropped",
            "$.done boolean<-array dropped"),
        client.drifts);
  }

  @Test
  void dropsOnlyTheInvalidElement() throws Exception {
    Object thing =
        thing("{\"numbers\":[1,null,\"x\",{},3],\"children\":[{\"id\":\"a\"},\"bad\",null,{}]}");
    assertEquals(List.of(1L, 3L), at(thing, "numbers"));
    assertEquals(2, ((List<?>) assertPresent(at(thing, "children"))).size());
    assertEquals(
        List.of(
            "$.numbers[2] integer<-string dropped",
            "$.numbers[3] integer<-object dropped",
            "$.children[1] object<-string dropped"),
        client.drifts);
  }

  @Test
  void lastDuplicateNameWins() throws Exception {
    assertEquals("b", at(thing("{\"id\":\"a\",\"id\":\"b\"}"), "id"));
    assertNull(at(thing("{\"id\":\"a\",\"id\":null}"), "id"));
    assertEquals(Map.of(), at(thing("{\"labels\":{\"k\":\"a\",\"k\":{}}}"), "labels"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9007199254740993",
        "12345678901234567890",
        "1.10",
        "\"t\\u0041\\\"\"",
        "true",
        "[ ]",
        "{ \"a\" : [1, 2.0 , \"]}\"] }",
        "-0.0"
      })
  void keepsFreeFormJsonUnchanged(String sent) throws Exception {
    for (String field : List.of("anything", "free", "open", "either", "mapped")) {
      String document = "{\"" + field + "\":" + sent + "}";
      Object thing = thing(document);
      assertEquals(sent, at(thing, field + ".text"));
      assertEquals(document, client.write(assertPresent(thing)));
    }
    assertEquals(sent, at(client.read(RawJson.class, sent), "text"));
    assertEquals(List.of(), client.drifts);
  }

  @Test
  void reportsDriftAfterFreeFormJson() throws Exception {
    Object thing =
        thing("{\"free\":{\"a\":1},\"rawList\":[1,{\"b\":2}],\"anything\":null,\"id\":1}");
    assertEquals("[RawJson[text=1], RawJson[text={\"b\":2}]]", "" + at(thing, "rawList"));
    assertNull(at(thing, "anything"));
    assertEquals(List.of("$.id string<-number kept"), client.drifts);
  }

  @Test
  void wrongTypeAtTheTopIsAnErrorWithItsPath() {
    var thrown = assertThrows(JsonDataException.class, () -> thing("[1]"));
    assertEquals("Expected object but was array at path $", thrown.getMessage());
    assertThrows(JsonDataException.class, () -> thing("\"text\""));
    assertThrows(JsonDataException.class, () -> client.read("TaskState", "{}"));
  }

  @Test
  void malformedJsonIsAnError() {
    assertThrows(EOFException.class, () -> thing(""));
    assertThrows(EOFException.class, () -> thing("{\"id\":\"a\""));
    assertThrows(JsonEncodingException.class, () -> thing("<html>"));
    assertThrows(JsonEncodingException.class, () -> thing("{\"free\":{\"a\":tru}}"));
    assertThrows(JsonDataException.class, () -> thing("{\"parent\":".repeat(400)));
    assertThrows(
        JsonDataException.class,
        () -> thing("{\"free\":" + "[".repeat(400) + "]".repeat(400) + "}"));
  }

  @Test
  void listAtTheTopIsTolerant() throws Exception {
    var list = Types.newParameterizedType(List.class, client.type("Thing"));
    assertEquals(1, ((List<?>) assertPresent(client.read(list, "[{\"id\":\"a\"},7]"))).size());
    assertEquals(List.of("$[1] object<-number dropped"), client.drifts);
    assertThrows(JsonDataException.class, () -> client.read(list, "{}"));
  }

  private static Object assertPresent(@Nullable Object value) {
    if (value == null) {
      throw new AssertionError("absent");
    }
    return value;
  }
}
