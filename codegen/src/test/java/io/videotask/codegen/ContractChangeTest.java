package io.videotask.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which changes of a document break existing clients. */
final class ContractChangeTest {
  private final Path folder;
  private int runs;

  ContractChangeTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** Placeholders: version, request field, response field, rest of the request. */
  private static final String DOCUMENT =
      """
      openapi: %s
      info: {title: t, version: '1'}
      paths:
        /make:
          post:
            operationId: make
            tags: [Video]
            requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Ask'}}}}
            responses:
              '200':
                description: ok
                content: {application/json: {schema: {$ref: '#/components/schemas/Task'}}}
      components:
        schemas:
          Ask:
            type: object
            %s
            properties: {prompt: {type: string}%s}
          Task:
            type: object
            properties: {id: {type: string}%s}
      """;

  private Map<String, String> contract(String version, String demand, String ask, String task)
      throws Exception {
    String document =
        DOCUMENT.formatted(
            version,
            demand.isEmpty() ? "description: asks" : demand,
            ask.isEmpty() ? "" : ", " + ask,
            task.isEmpty() ? "" : ", " + task);
    Path here = Files.createDirectories(folder.resolve("run" + runs++));
    Path out = new CodegenRunner(here).run("t", document, CodegenRunner.config("c", "CJson"));
    Map<String, String> facts = new TreeMap<>();
    for (String line : Files.readAllLines(out.resolve(".openapi-generator/contract.txt"))) {
      facts.put(line.split(" = ", 2)[0], line.split(" = ", 2)[1]);
    }
    return facts;
  }

  private static String changes(Map<String, String> before, Map<String, String> after) {
    return ContractChange.between(before, after).stream()
        .map(ContractChange::toString)
        .map(line -> line.replace("BREAKS THE WIRE", "BREAKS").replaceAll(" +", " "))
        .collect(Collectors.joining("; "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "a: {type: string} | - | - field Task a: string BREAKS: comes no longer",
        "- | a: {type: string} | + field Task a: string",
        "a: {type: string} | a: {type: integer} | ~ field Task a: string -> integer BREAKS: has another type",
        "a: {type: string} | b: {type: string} | - field Task a: string BREAKS: comes no longer; + field Task b: string",
        "a: {type: string} | a: {type: string, nullable: true} | ~ field Task a: string -> string, nullable BREAKS: may be missing or null now",
        "a: {type: array, items: {type: string}} | a: {type: array, items: {type: number}} | ~ field Task a: [string] -> [number] BREAKS: has another type",
      })
  void responseChanges(String was, String is, String expected) throws Exception {
    String before = was == null ? "" : was;
    String after = is == null ? "" : is;
    assertEquals(
        expected.strip(),
        changes(contract("3.0.3", "", "", before), contract("3.0.3", "", "", after)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "- | a: {type: string} | - | + field Ask a: string",
        "- | a: {type: string} | required: [a] | + field Ask a: string, required BREAKS: must be sent now",
        "a: {type: string} | - | - | - field Ask a: string BREAKS: is read no longer",
      })
  void requestChanges(String was, String is, String demand, String expected) throws Exception {
    String before = was == null ? "" : was;
    String after = is == null ? "" : is;
    String demanded = demand == null ? "" : demand;
    assertEquals(
        expected.strip(),
        changes(contract("3.0.3", "", before, ""), contract("3.0.3", demanded, after, "")));
  }

  @Test
  void enumValuesMayBeAddedToResponsesAndNotRemovedFromRequests() throws Exception {
    Map<String, String> two = contract("3.0.3", "", enumOf("Q", "a, b"), enumOf("A", "a, b"));
    Map<String, String> three =
        contract("3.0.3", "", enumOf("Q", "a, b, c"), enumOf("A", "a, b, c"));
    assertEquals(
        "~ schema Ask_Q: string of [a, b] in requests -> string of [a, b, c] in requests; "
            + "~ schema Task_A: string of [a, b] in answers -> string of [a, b, c] in answers",
        changes(two, three));
    assertEquals(
        "~ schema Ask_Q: string of [a, b, c] in requests -> string of [a, b] in requests BREAKS: a"
            + " word is taken no longer; "
            + "~ schema Task_A: string of [a, b, c] in answers -> string of [a, b] in answers",
        changes(three, two));
  }

  @Test
  void equivalentOpenApiVersionsHaveEqualFacts() throws Exception {
    assertEquals(
        "",
        changes(
            contract("3.0.3", "", "", "a: {type: string, nullable: true}"),
            contract("3.1.0", "", "", "a: {type: [string, 'null']}")));
  }

  @Test
  void reportsChangedTypeInOpenApi31() throws Exception {
    assertEquals(
        "~ field Task a: string, nullable -> integer, nullable BREAKS: has another type",
        changes(
            contract("3.1.0", "", "", "a: {type: [string, 'null']}"),
            contract("3.1.0", "", "", "a: {type: [integer, 'null']}")));
  }

  @Test
  void removedOperationBreaks() {
    assertEquals(
        "- operation GET /x: look BREAKS: can be called no longer",
        changes(Map.of("operation GET /x", "look"), Map.of()));
  }

  private static String enumOf(String name, String words) {
    return name + ": {type: string, enum: [" + words + "]}";
  }
}
