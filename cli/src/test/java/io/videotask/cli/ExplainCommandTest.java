package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
  private static final String ENVELOPE =
      "{\"code\":\"success\",\"message\":\"\",\"data\":{\"task_id\":\"t1\",\"status\":\"FAILURE\","
          + "\"fail_reason\":\"nope\",\"progress\":\"100%\",\"data\":null}}";

  private final CliRun host = new CliRun();

  @Test
  void failedTaskIsExplained() {
    host.withInput(ENVELOPE);
    assertEquals(0, host.run("explain", "--gateway", "new-api", "--json"));
    String line = host.outLines().get(0);
    assertTrue(line.startsWith("{\"task\":\"new-api:t1\",\"state\":\"FAILED\""), line);
    assertTrue(line.contains("\"notes\":["), line);
    assertTrue(line.matches(".*\"shape\":\".+\",\"why\":\\[\".*\"\\]}"), line);
  }

  @Test
  void taskHasNoGatewayIfSeveralDialectsAgree() {
    host.withInput(ENVELOPE);
    assertEquals(0, host.run("explain", "--json"));
    assertTrue(host.outLines().get(0).startsWith("{\"task\":null,\"state\":\"FAILED\""));
  }

  @Test
  void htmlPageIsMalformedInEveryDialect() {
    host.withInput("<!doctype html><title>New API</title>");
    assertEquals(6, host.run("explain", "--json"));
    assertTrue(host.outLines().get(0).contains("\"kind\":\"MALFORMED_RESPONSE\""));
    assertTrue(host.outLines().get(0).contains("\"task\":null"), host::everything);
  }

  @Test
  void errorBodyHasItsDocumentedExitCode() {
    host.withInput("{\"code\":\"task_not_exist\",\"message\":\"task_not_exist\",\"data\":null}");
    assertEquals(5, host.run("explain", "--json"));
  }

  @Test
  void contractReportsDifferencesFromTheSpec() {
    String drifting = ENVELOPE.replace("\"data\":null", "\"data\":null,\"mood\":\"s3cret\"");
    host.withInput(drifting);
    assertEquals(0, host.run("explain", "--gateway", "new-api", "--contract"));
    String last = host.outLines().get(host.outLines().size() - 1);
    assertTrue(last.startsWith("unknown field: $.data.mood: "), host::everything);
    assertFalse(host.everything().contains("s3cret"), host::everything);
    host.withInput(drifting);
    assertEquals(0, host.run("explain", "--json", "--contract"));
    String line = host.outLines().get(host.outLines().size() - 1);
    assertTrue(
        line.startsWith("{\"contract\":{\"against\":\"")
            && line.contains("\"path\":\"$.data.mood\""),
        line);
  }

  @Test
  void contractChecksErrorsAndKeepsTheExitCode() {
    host.withInput("{\"code\":\"task_not_exist\",\"message\":\"task_not_exist\",\"data\":null}");
    assertEquals(5, host.run("explain", "--json", "--contract", "--gateway", "new-api"));
    assertTrue(host.outLines().get(1).endsWith("\"drift\":[]}}"), host::everything);
  }

  @Test
  void httpStatusSaysWhatAnErrorBodyMeans() {
    String body = "{\"message\":\"no\"}";
    for (String[] row :
        new String[][] {
          {"404", "5", "NOT_FOUND"},
          {"429", "6", "RATE_LIMITED"},
          {"401", "4", "AUTHENTICATION"},
          {"503", "6", "UNREACHABLE"}
        }) {
      host.withInput(body);
      assertEquals(
          Integer.parseInt(row[1]),
          host.run("explain", "--json", "--gateway", "kling", "--http-status", row[0]));
      String line = host.outLines().get(host.outLines().size() - 1);
      assertTrue(line.contains("\"kind\":\"" + row[2] + "\""), line);
      assertTrue(line.contains("\"httpStatus\":" + row[0]), line);
    }
  }

  @Test
  void finalStatusWithAnHttpErrorIsATask() {
    host.withInput("{\"id\":\"t1\",\"status\":\"failed\",\"error\":{\"message\":\"no\"}}");
    assertEquals(0, host.run("explain", "--gateway", "openai-videos", "--http-status", "500"));
    assertTrue(host.outLines().get(0).startsWith("openai-videos:t1 FAILED"), host::everything);
  }

  @Test
  void contractComparesWithTheAnswerOfThatStatus() {
    host.withInput("{\"code\":\"task_not_exist\",\"message\":\"task_not_exist\",\"data\":null}");
    host.run("explain", "--json", "--contract", "--gateway", "new-api", "--http-status", "418");
    assertTrue(host.everything().contains("\"UNDOCUMENTED_STATUS\""), host::everything);
  }

  @Test
  void impossibleHttpStatusIsRefusedBeforeTheBodyIsRead() {
    for (String status : List.of("0", "199", "600", "-1", "2xx", "")) {
      assertEquals(2, host.run("explain", "no-such-file", "--http-status", status), status);
      assertTrue(host.everything().contains("--http-status"), host::everything);
      assertFalse(host.everything().contains("no-such-file"), host::everything);
    }
  }

  @Test
  void textOutputHasShapeAndReasons(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("body.json"), ENVELOPE);
    assertEquals(0, host.run("explain", file.toString(), "--gateway", "new-api"));
    assertTrue(host.outLines().get(0).startsWith("new-api:t1 FAILED: nope"), host::everything);
    assertTrue(host.outLines().get(1).startsWith("shape: "), host::everything);
    assertTrue(host.errLines().isEmpty());
  }

  @Test
  void listsGatewaysWithPathsAndStatuses() {
    assertEquals(0, host.run("gateways", "--json"));
    String line = host.outLines().get(0);
    assertTrue(
        line.startsWith(
            "{\"gateway\":\"new-api\",\"dialect\":\"new-api\",\"paths\":{\"query\":\"GET /v1/"),
        line);
    assertTrue(line.contains("\"NOT_START\":\"QUEUED\""), line);
    assertFalse(line.contains("profiles"), line);
    String openAi = host.outLines().get(3);
    assertTrue(openAi.contains("\"profiles\":{\"openai\":\"OpenAI's own service\""), openAi);
  }
}
