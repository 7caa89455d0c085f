package io.videotask.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The reference page and the JSON Schema of mappings have the keys that the generator reads. */
final class MappingWordsTest {
  private static final Path ROOT = Path.of("..");

  @Test
  void schemaHasTheSameKeys() throws IOException {
    Map<String, Object> schema =
        map(new Yaml().load(Files.readString(ROOT.resolve("specs/gateway.schema.json"))));
    Map<String, Object> definitions = map(schema.get("definitions"));
    MappingWords.KEYS.forEach(
        (kind, keys) -> {
          Map<String, Object> object = kind.equals("gateway") ? schema : map(definitions.get(kind));
          assertEquals(
              Set.copyOf(keys), map(object.get("properties")).keySet(), "the keys of " + kind);
        });
  }

  @Test
  void pageNamesEveryKeyAndWord() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/gateway-mapping.md"));
    Set<String> missing = new TreeSet<>();
    for (String key : MappingWords.all()) {
      if (!page.contains("`" + key + "`")) {
        missing.add(key);
      }
    }
    for (String word : RequestWords.all().keySet()) {
      if (!page.contains("`" + word + "`")) {
        missing.add(word);
      }
    }
    for (String condition : RequestConditions.all()) {
      if (!page.contains("`" + condition + "`")) {
        missing.add(condition);
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void pageHasATableRowForNoOtherKey() throws IOException {
    Set<String> unknown = new TreeSet<>();
    String kind = "";
    for (String line : Files.readAllLines(ROOT.resolve("docs/gateway-mapping.md"))) {
      if (line.startsWith("| key of ")) {
        kind = line.replaceFirst("^\\| key of an? `|^\\| key of `", "").replaceFirst("`.*", "");
        assertTrue(MappingWords.KEYS.containsKey(kind), line);
      } else if (line.startsWith("| `") && !kind.isEmpty()) {
        for (String key : keys(line)) {
          if (!known(kind).contains(key)) {
            unknown.add(kind + ": " + key);
          }
        }
      } else if (line.isBlank()) {
        kind = "";
      }
    }
    assertEquals(Set.of(), unknown);
  }

  private static Set<String> known(String kind) {
    Set<String> known = new TreeSet<>(MappingWords.KEYS.getOrDefault(kind, List.of()));
    if (kind.equals("operation")) {
      List.of("submit", "result", "content", "cancel", "list")
          .forEach(special -> known.addAll(MappingWords.KEYS.getOrDefault(special, List.of())));
    }
    return known;
  }

  private static List<String> keys(String row) {
    String first = row.substring(2).split(" \\| ", 2)[0];
    return java.util.Arrays.stream(first.split(",? (?:and )?"))
        .map(key -> key.replace("`", "").strip())
        .filter(key -> !key.isEmpty())
        .toList();
  }

  private static Map<String, Object> map(@Nullable Object value) {
    Map<String, Object> map = new java.util.LinkedHashMap<>();
    if (value instanceof Map<?, ?> object) {
      object.forEach((key, inner) -> map.put(String.valueOf(key), inner));
    }
    return map;
  }
}
