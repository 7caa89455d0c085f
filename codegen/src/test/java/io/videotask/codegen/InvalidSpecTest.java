package io.videotask.codegen;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unsupported documents fail the build with the location and the remedy. */
final class InvalidSpecTest {
  private static final String NO_PATHS =
      """
      openapi: 3.0.3
      info: {title: t, version: '1'}
      paths: {}
      """;

  private static String schemas(String... lines) {
    return NO_PATHS + "components:\n  schemas:\n    " + String.join("\n    ", lines) + "\n";
  }

  private static String operations(String... lines) {
    return """
        openapi: 3.0.3
        info: {title: t, version: '1'}
        paths:
        """
        + "  "
        + String.join("\n  ", lines)
        + "\n";
  }

  private static void assertRejected(
      Path folder, String document, String config, String... expected) {
    var thrown =
        assertThrows(
            InvalidSpecException.class,
            () ->
                new CodegenRunner(folder)
                    .run("vendor", document, CodegenRunner.config("x", "XJson", config)));
    String message = String.valueOf(thrown.getMessage());
    assertTrue(message.contains("vendor/openapi.yaml"), message);
    for (String words : expected) {
      assertTrue(message.contains(words), () -> words + " is not in: " + message);
    }
    assertFalse(Files.exists(folder.resolve("out/test")), "nothing is written");
  }

  @Test
  void rejectsSchemasWithTheSameClassName(@TempDir Path folder) {
    assertRejected(
        folder,
        schemas(
            "Item: {type: object, properties: {id: {type: string}}}",
            "item_: {type: object, properties: {w: {type: string}}}"),
        "",
        "schema 'Item' and schema 'item_'",
        "modelNameMappings: {\"item_\": NAME}");
  }

  @Test
  void rejectsInlineObjectWithTheNameOfASchema(@TempDir Path folder) {
    assertRejected(
        folder,
        schemas(
            "Item: {type: object, properties: {id: {type: string}, 详情: {type: object, properties:"
                + " {w: {type: string}}}}}"),
        "",
        "both become class Item",
        "modelNameMappings");
  }

  @Test
  void rejectsSchemasThatDifferOnlyInCase(@TempDir Path folder) {
    assertRejected(
        folder,
        schemas(
            "TASK: {type: object, properties: {id: {type: string}}}",
            "Task: {type: object, properties: {id: {type: string}}}"),
        "",
        "both become class");
  }

  @Test
  void rejectsPropertiesWithTheSameComponentName(@TempDir Path folder) {
    assertRejected(
        folder,
        schemas("Task: {type: object, properties: {x-y: {type: string}, x_y: {type: string}}}"),
        "",
        "schema 'Task'",
        "'x-y' and 'x_y' both become xY",
        "nameMappings: {\"x_y\": NAME}");
  }

  @Test
  void rejectsPropertyWithoutValidName(@TempDir Path folder) {
    assertRejected(
        folder,
        schemas("Task: {type: object, properties: {'+': {type: string}}}"),
        "",
        "schema 'Task'",
        "property '+'",
        "nameMappings");
  }

  @Test
  void unionMessageHasBothRemedies(@TempDir Path folder) {
    assertRejected(
        folder,
        schemas(
            "Either: {oneOf: [{type: string}, {type: integer}]}",
            "Task: {type: object, properties: {id: {anyOf: [{type: string}, {type: integer}]}}}"),
        "",
        "schema 'Either'",
        "schemaMappings: {Either: RawJson}",
        "schema 'Task_id'",
        "schemaMappings: {Task_id: RawJson}",
        "x-raw-json: true");
  }

  @Test
  void rejectsUnionAsItemsUntilItIsMapped(@TempDir Path folder) throws Exception {
    String document =
        schemas(
            "Task: {type: object, properties: {ids: {type: array, items: {anyOf: [{type: string},"
                + " {type: integer}]}}}}");
    assertRejected(folder, document, "", "schema 'Task_ids_inner'", "x-raw-json");
    String config = CodegenRunner.config("x", "XJson", "schemaMappings: {Task_ids_inner: RawJson}");
    Path out = new CodegenRunner(folder).run("vendor", document, config);
    String task = Files.readString(out.resolve("test/x/Task.java"));
    assertTrue(task.contains("List<RawJson> ids"), task);
  }

  @Test
  void multiTypeOfOpenApi31IsAUnion(@TempDir Path folder) {
    assertRejected(
        folder,
        schemas("Task: {type: object, properties: {id: {type: [string, integer]}}}")
            .replace("3.0.3", "3.1.0"),
        "",
        "schema 'Task",
        "x-raw-json");
  }

  @Test
  void rejectsUnusedMappings(@TempDir Path folder) {
    assertRejected(
        folder,
        schemas("Task: {type: object, properties: {id: {type: string}}}"),
        """
        inlineSchemaNameMappings: {Task_gone: Gone}
        operationIdNameMappings: {goneOperation: gone}
        nameMappings: {gone_property: gone}
        modelNameMappings: {GoneModel: Gone}
        schemaMappings: {GoneUnion: RawJson}
        """,
        "inlineSchemaNameMappings: names 'Task_gone'",
        "operationIdNameMappings: names 'goneOperation'",
        "nameMappings: names 'gone_property'",
        "modelNameMappings: names 'GoneModel'",
        "schemaMappings: names 'GoneUnion'");
  }

  @Test
  void unusedMappingListsExistingKeys(@TempDir Path folder) {
    String inner = "{type: object, properties: {a: {type: string}}}";
    assertRejected(
        folder,
        schemas("Task: {type: object, properties: {file: " + inner + ", meta: " + inner + "}}"),
        """
        inlineSchemaNameMappings: {Task_files: Video}
        nameMappings: {Task.idd: key}
        modelNameMappings: {Taks: Job}
        """,
        "inlineSchemaNameMappings: names 'Task_files'",
        "remove it; it has Task_file, Task_meta\n",
        "remove it; it has Task.file, Task.meta, Task_file.a",
        "modelNameMappings: names 'Taks'",
        "remove it; it has Task, Task_file, Task_meta");
  }

  @Test
  void unusedInlineMappingListsExistingNames(@TempDir Path folder) {
    assertRejected(
        folder,
        operations(
            "/jobs/{id}:",
            "  get:",
            "    operationId: job",
            "    parameters: [{name: id, in: path, required: true, schema: {type: string}}]",
            "    responses: {'200': {description: '', content: {application/json: {schema:",
            "      {type: object, properties: {data: {type: object, properties:",
            "      {a: {type: string}}}}}}}}}"),
        "inlineSchemaNameMappings: {_jobs: Job}",
        "it has job_200_response, job_200_response_data");
  }

  @Test
  void listsKeysWithACommonPrefixFirst(@TempDir Path folder) {
    StringBuilder properties = new StringBuilder();
    for (int i = 10; i < 40; i++) {
      properties.append(", p").append(i).append(": {type: string}");
    }
    assertRejected(
        folder,
        schemas("Task: {type: object, properties: {" + properties.substring(2) + "}}"),
        "nameMappings: {Task.p3x: key}",
        "it has Task.p30, Task.p31, Task.p32",
        " more");
  }

  @Test
  void rejectsThePackageOfTheRuntime(@TempDir Path folder) {
    String config = CodegenRunner.config("x", "XJson").replace("test.x", RuntimeLibrary.PACKAGE);
    var thrown =
        assertThrows(
            InvalidSpecException.class,
            () -> new CodegenRunner(folder).run("vendor", schemas("A: {}"), config));
    String message = String.valueOf(thrown.getMessage());
    assertTrue(message.contains("is the package of " + RuntimeLibrary.ARTIFACT), message);
  }

  @Test
  void rejectsSchemaMappedToUnsupportedType(@TempDir Path folder) {
    assertRejected(
        folder,
        schemas("Either: {oneOf: [{type: string}, {type: integer}]}"),
        "schemaMappings: {Either: Object}",
        "maps 'Either' to Object",
        "RawJson");
  }

  @Test
  void rejectsOperationIdWithoutLatinLetters(@TempDir Path folder) throws Exception {
    String document =
        operations("/q:", "  get: {operationId: 查询任务, responses: {'204': {description: ''}}}");
    assertRejected(
        folder, document, "", "operation GET /q", "operationIdNameMappings: {\"查询任务\": NAME}");
    String config = CodegenRunner.config("x", "XJson", "operationIdNameMappings: {查询任务: query}");
    Path out = new CodegenRunner(folder).run("vendor", document, config);
    String api = Files.readString(out.resolve("test/x/DefaultApi.java"));
    assertTrue(api.contains("Call<Void> query("), api);
  }

  @Test
  void rejectsDuplicateOperationNames(@TempDir Path folder) {
    assertRejected(
        folder,
        operations(
            "/a:",
            "  get: {operationId: get-it, responses: {'204': {description: ''}}}",
            "/b:",
            "  get: {operationId: get_it, responses: {'204': {description: ''}}}"),
        "",
        "operation 'getIt'",
        "DefaultApi",
        "operationIdNameMappings");
  }

  @Test
  void rejectsParametersThatRetrofitCannotSend(@TempDir Path folder) {
    assertRejected(
        folder,
        operations(
            "/a:",
            "  get:",
            "    operationId: a",
            "    parameters:",
            "      - {name: ids, in: query, explode: false, schema: {type: array, items: {type:"
                + " string}}}",
            "      - {name: session, in: cookie, schema: {type: string}}",
            "      - {name: filter, in: query, schema: {type: object}}",
            "    responses: {'204': {description: ''}}"),
        "",
        "operation GET /a, parameter 'ids'",
        "explode: true",
        "parameter 'session': is a cookie parameter",
        "OkHttp interceptor",
        "parameter 'filter'");
  }

  @Test
  void rejectsFormFieldThatIsNotText(@TempDir Path folder) {
    assertRejected(
        folder,
        operations(
            "/a:",
            "  post:",
            "    operationId: a",
            "    requestBody:",
            "      content:",
            "        application/x-www-form-urlencoded:",
            "          schema: {type: object, properties: {meta: {type: object}}}",
            "    responses: {'204': {description: ''}}"),
        "",
        "operation POST /a, field 'meta'",
        "type: string");
  }

  @Test
  void rejectsUnknownConfigKey(@TempDir Path folder) {
    assertRejected(folder, NO_PATHS, "facotryName: Wrong", "config file, facotryName", "remove it");
  }

  @Test
  void rejectsMissingFactoryName(@TempDir Path folder) {
    var thrown =
        assertThrows(
            InvalidSpecException.class,
            () ->
                new CodegenRunner(folder)
                    .run("vendor", NO_PATHS, "apiPackage: test.x\nmodelPackage: test.x\n"));
    assertTrue(String.valueOf(thrown.getMessage()).contains("add `factoryName: ...`"));
  }

  @Test
  void reportsAllErrorsAtOnce(@TempDir Path folder) {
    assertRejected(
        folder,
        schemas(
            "Task: {type: object, properties: {x-y: {type: string}, x_y: {type: string}}}",
            "Either: {oneOf: [{type: string}, {type: integer}]}"),
        "",
        List.of("schema 'Task'", "schema 'Either'").toArray(String[]::new));
  }
}
