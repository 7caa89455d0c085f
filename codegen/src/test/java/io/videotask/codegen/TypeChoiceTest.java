package io.videotask.codegen;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the Java types of schemas, for equivalent notations. */
final class TypeChoiceTest {
  private static Path generate(Path folder, String version, String... schemas) throws Exception {
    String document =
        "openapi: "
            + version
            + "\ninfo: {title: t, version: '1'}\npaths: {}\n"
            + "components:\n  schemas:\n    Other: {type: object, properties: {o: {type: string}}}\n    "
            + String.join("\n    ", schemas)
            + "\n";
    Path out =
        new CodegenRunner(folder).run("vendor", document, CodegenRunner.config("x", "XJson"));
    CompiledClient.compile(out, "test.x", "XJson");
    return out.resolve("test/x");
  }

  private static void assertContains(Path source, String... declarations) throws Exception {
    String text = Files.readString(source);
    for (String declaration : declarations) {
      assertTrue(text.contains(declaration), () -> declaration + " is not in " + text);
    }
  }

  @Test
  void nullAlternativeMeansNullable(@TempDir Path folder) throws Exception {
    Path types =
        generate(
            folder,
            "3.1.0",
            "Task:",
            "  type: object",
            "  properties:",
            "    ref: {anyOf: [{$ref: '#/components/schemas/Other'}, {type: 'null'}]}",
            "    text: {oneOf: [{type: string}, {type: 'null'}]}",
            "    number: {type: ['null', number]}",
            "    described: {$ref: '#/components/schemas/Other', description: beside}",
            "    fixed: {type: string, const: x}");
    assertContains(
        types.resolve("Task.java"),
        "@Nullable Other ref",
        "@Nullable String text",
        "@Nullable Double number",
        "@Nullable Other described",
        "@Nullable TaskFixed fixed");
  }

  @Test
  void allOfIsFlattenedAlsoUnderADiscriminator(@TempDir Path folder) throws Exception {
    Path types =
        generate(
            folder,
            "3.0.3",
            "Animal:",
            "  type: object",
            "  discriminator: {propertyName: kind}",
            "  properties: {kind: {type: string}}",
            "Cat:",
            "  allOf:",
            "    - $ref: '#/components/schemas/Animal'",
            "    - {type: object, properties: {mew: {type: boolean}}}",
            "  properties: {own: {type: string}}",
            "Alias: {allOf: [{$ref: '#/components/schemas/Cat'}], description: same}",
            "Zoo: {type: object, properties: {cat: {$ref: '#/components/schemas/Alias'}}}");
    assertContains(types.resolve("Cat.java"), "String kind", "Boolean mew", "String own");
    assertContains(types.resolve("Zoo.java"), "@Nullable Alias cat");
  }

  @Test
  void inlineSchemasInContainersGetClasses(@TempDir Path folder) throws Exception {
    Path types =
        generate(
            folder,
            "3.0.3",
            "Task:",
            "  type: object",
            "  properties:",
            "    grid: {type: array, items: {type: array, items: {type: object, properties: {x: {type: integer}}}}}",
            "    byName: {type: object, additionalProperties: {type: object, properties: {y: {type: string}}}}",
            "    words: {type: array, items: {type: string, enum: [a, b]}}",
            "    both: {type: object, properties: {known: {type: string}}, additionalProperties: true}",
            "    free: {type: object, additionalProperties: {}}",
            "    agreed: {type: boolean, enum: [true]}",
            "    refs: {type: object, additionalProperties: {$ref: '#/components/schemas/Other'}}");
    assertContains(
        types.resolve("Task.java"),
        "List<List<TaskGridInnerInner>> grid",
        "Map<String, TaskByNameValue> byName",
        "List<TaskWordsInner> words",
        "TaskBoth both",
        "RawJson free",
        "Boolean agreed",
        "Map<String, Other> refs");
    assertContains(types.resolve("TaskWordsInner.java"), "record TaskWordsInner(String value)");
  }

  @Test
  void markedUnionNeedsNoConfig(@TempDir Path folder) throws Exception {
    Path types =
        generate(
            folder,
            "3.0.3",
            "Either: {x-raw-json: true, oneOf: [{type: string}, {$ref: '#/components/schemas/Other'}]}",
            "Task:",
            "  type: object",
            "  properties:",
            "    one: {$ref: '#/components/schemas/Either'}",
            "    many: {type: array, items: {x-raw-json: true, anyOf: [{type: string}, {type: integer}]}}",
            "    named: {type: object, additionalProperties: {x-raw-json: true, anyOf: [{type: string}, {type: integer}]}}");
    assertContains(
        types.resolve("Task.java"),
        "@Nullable RawJson one",
        "List<RawJson> many",
        "Map<String, RawJson> named");
    assertFalse(Files.exists(types.resolve("Either.java")));
  }

  @Test
  void recursiveAliasTerminates(@TempDir Path folder) throws Exception {
    Path types =
        generate(
            folder,
            "3.0.3",
            "Tree: {type: object, properties: {children: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}");
    assertContains(types.resolve("Tree.java"), "List<Tree> children");
  }
}
