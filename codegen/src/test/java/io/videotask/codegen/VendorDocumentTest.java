package io.videotask.codegen;

import static io.videotask.codegen.CompiledClient.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents as exported by vendors: no titles, no operationIds, everything inline. */
final class VendorDocumentTest {
  private static final String TASK = "MinimaxV1QueryVideoGenerationGet200Response";

  private static CompiledClient minimax(Path folder) throws Exception {
    Path sources =
        new CodegenRunner(folder)
            .run(
                "anyapi-raw",
                CodegenRunner.resource("anyapi-raw.yaml"),
                CodegenRunner.config("mm", "MmJson"));
    return CompiledClient.compile(sources, "test.mm", "MmJson");
  }

  @Test
  void readsTheVendorsExampleWithARawExport(@TempDir Path folder) throws Exception {
    CompiledClient client = minimax(folder);
    Object answer =
        client.read(
            TASK,
            """
            {"code":"success","message":"","data":{"task_id":"306792606023824",
             "status":"SUCCESS","fail_reason":"306793063383292","submit_time":1756453472,
             "start_time":0,"progress":"100%","data":{"file":{"bytes":0,
             "file_id":306793063383292,"filename":"output.mp4"},"file_id":306793063383292,
             "base_resp":{"status_code":"0"},"video_width":1366.0}}}
            """);
    assertEquals("306792606023824", at(answer, "data.taskId"));
    assertEquals(306793063383292L, at(answer, "data.data.file.fileId"));
    assertEquals("306793063383292", at(answer, "data.data.fileId"));
    assertEquals(0L, at(answer, "data.data.baseResp.statusCode"));
    assertEquals(1366L, at(answer, "data.data.videoWidth"));
    assertEquals(
        List.of(
            "$.data.data.file_id string<-number kept",
            "$.data.data.base_resp.status_code integer<-string kept"),
        client.drifts);
  }

  @Test
  void objectWithFewFieldsIsValid(@TempDir Path folder) throws Exception {
    CompiledClient client = minimax(folder);
    assertNull(at(client.read(TASK, "{\"code\":\"fail\",\"data\":\"\"}"), "data"));
    assertNull(at(client.read(TASK, "{\"code\":\"fail\",\"data\":[]}"), "data"));
    assertEquals(List.of("$.data object<-array dropped"), client.drifts);
  }

  @Test
  void inlineSchemasHaveTheNamesOfTheConfigFile(@TempDir Path folder) throws Exception {
    String config =
        CodegenRunner.config(
            "mm",
            "MmJson",
            "inlineSchemaNameMappings:",
            "  _minimax_v1_query_video_generation_get_200_response: Answer",
            "  _minimax_v1_query_video_generation_get_200_response_data: Task",
            "operationIdNameMappings: {minimaxV1QueryVideoGenerationGet: query}",
            "openapiNormalizer: {SET_TAGS_FOR_ALL_OPERATIONS: Hailuo}");
    Path sources =
        new CodegenRunner(folder)
            .run("anyapi-raw", CodegenRunner.resource("anyapi-raw.yaml"), config);
    CompiledClient client = CompiledClient.compile(sources, "test.mm", "MmJson");
    assertEquals("7", at(client.read("Answer", "{\"data\":{\"task_id\":\"7\"}}"), "data.taskId"));
    assertEquals("query", client.type("HailuoApi").getMethods()[0].getName());
  }

  @Test
  void openApi31EqualsOpenApi30(@TempDir Path folder) throws Exception {
    Path sources =
        new CodegenRunner(folder)
            .run(
                "apifox",
                CodegenRunner.resource("apifox-031.yaml"),
                CodegenRunner.config("af", "A"));
    CompiledClient client = CompiledClient.compile(sources, "test.af", "A");
    String prefix = client.type("Sora2Api").getMethods()[0].getName();
    assertEquals("v1VideoGenerationsTaskIdGet", prefix);
    Object task =
        client.read(
            "V1VideoGenerationsTaskIdGet200Response",
            "{\"task_id\":\"a\",\"status\":\"cancelled\",\"metadata\":{\"seed\":9007199254740993,"
                + "\"duration\":5},\"error\":null}");
    assertEquals("cancelled", at(task, "status.value"));
    assertEquals(9007199254740993L, at(task, "metadata.seed"));
    assertEquals(5.0, at(task, "metadata.duration"));
    Object error =
        client.read(
            "V1VideoGenerationsTaskIdGet404Response",
            "{\"error\":{\"message\":\"no\",\"param\":null,\"code\":\"task_not_exist\"}}");
    assertEquals("task_not_exist", at(error, "error.code"));
    assertNull(at(error, "error.param"));
    assertEquals(List.of(), client.drifts);
  }
}
