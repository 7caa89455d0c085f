package io.videotask.codegen;

import static io.videotask.codegen.CompiledClient.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and texts that are invalid in Java source, adapters or comments. */
final class HostileNamesTest {
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
  void keepsUnlistedEnumValue() throws Exception {
    Object thing = thing("{\"state\":\"cancelled_by_vendor\",\"priority\":99,\"shape\":7}");
    assertEquals("cancelled_by_vendor", at(thing, "state.value"));
    assertEquals(false, at(thing, "state.isKnown"));
    assertEquals(99L, at(thing, "priority.value"));
    assertEquals("7", at(thing, "shape.value"));
    assertEquals(List.of("$.shape string<-number kept"), client.drifts);
    assertEquals(
        "{\"state\":\"cancelled_by_vendor\",\"priority\":99,\"shape\":\"7\"}",
        client.write(assertPresent(thing)));
  }

  @Test
  void everyEnumValueHasAConstant() throws Exception {
    for (String[] pair :
        new String[][] {
          {"QUEUED", "queued"},
          {"IN_PROGRESS", "in-progress"},
          {"IN_PROGRESS_2", "in_progress"},
          {"IN_PROGRESS_3", "IN_PROGRESS"},
          {"成功", "成功"},
          {"UNKNOWN", "unknown"},
          {"UNRECOGNIZED", "unrecognized"},
          {"EMPTY", ""},
          {"VALUE", "+"},
          {"VALUE_2", "*"},
          {"A_B_C", "a\"b\\c"},
          {"VALUE_1080P", "1080p"},
          {"VALUE_3", "value"},
          {"VALUE_4", "*/"}
        }) {
      Object constant = client.type("TaskState").getField(pair[0]).get(null);
      assertEquals(pair[1], at(constant, "value"));
      assertEquals(true, at(constant, "isKnown"));
    }
    Object low = client.type("Priority").getField("VALUE_MINUS_1").get(null);
    assertEquals(-1L, at(low, "value"));
    assertEquals(0.5, at(client.type("Rate").getField("VALUE_0_5").get(null), "value"));
  }

  @Test
  void reservedNamesAreReadAndWritten() throws Exception {
    String json =
        """
        {"hashCode":1,"toString":"a","wait":"b","getClass":"c","class":"d","null":"e","_":"f",
        "reader":"g","writer":"h","value":"i","moshi":"j","v0":"k","qu\\"ote":"l",
        "back\\\\slash":"m","2d":"n","x-y":"o","x_y":"p","file":"q","list":"r","object":"s"}
        """
            .replaceAll("\\s", "");
    Object awkward = client.read("Awkward", json);
    assertEquals(1L, at(awkward, "hashCode_"));
    assertEquals("d", at(awkward, "class_"));
    assertEquals("l", at(awkward, "quOte"));
    assertEquals("m", at(awkward, "backSlash"));
    assertEquals("n", at(awkward, "_2d"));
    assertEquals("o", at(awkward, "xDashY"));
    assertEquals("p", at(awkward, "xY"));
    assertEquals("f", at(awkward, "underscore"));
    assertEquals(json, client.write(assertPresent(awkward)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ModelString",
        "ModelList",
        "ModelMap",
        "ModelJson",
        "Moshi",
        "ModelCall",
        "ModelPath",
        "ModelObject",
        "ModelRecord",
        "ModelLong",
        "ModelRawJson",
        "DriftListener",
        "JsonTypes",
        "ModelTolerantReader",
        "ModelModelWriter",
        "ModelTolerantAdapter",
        "ModelTolerantAdapterFactory",
        "ModelNullable",
        "Nameless"
      })
  void schemaNamedLikeAJavaTypeGetsAnotherClassName(String name) throws Exception {
    assertNotNull(client.read(name, "{}"));
  }

  private static Object assertPresent(@Nullable Object value) {
    if (value == null) {
      throw new AssertionError("absent");
    }
    return value;
  }
}
