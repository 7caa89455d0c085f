package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
  private final FakeGateway gateway = FakeGateway.builder().key("sk-canary").start();
  private final CliRun host = new CliRun().with(ApiKeySource.VARIABLE, "sk-canary");

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void statusPrintsTheTaskInAnyState() {
    answer("t1", "FAILURE", "nope");
    assertEquals(0, run("status", "new-api:t1", "--json"));
    assertEquals(1, host.outLines().size());
    assertTrue(host.outLines().get(0).contains("\"state\":\"FAILED\""), host::everything);
  }

  @Test
  void statusTextIsOneLine() {
    answer("t1", "IN_PROGRESS", "");
    assertEquals(0, run("status", "t1", "--gateway", "new-api"));
    assertEquals(List.of("new-api:t1 IN_PROGRESS 30% (IN_PROGRESS)"), host.outLines());
  }

  @Test
  void unknownTaskExitsWith5() {
    assertEquals(5, run("status", "new-api:t1", "--json"));
    assertTrue(host.outLines().get(0).contains("\"kind\":\"NOT_FOUND\""));
    assertTrue(host.outLines().get(0).contains("\"task\":\"new-api:t1\""));
    assertEquals(1, host.errLines().size());
  }

  @Test
  void verboseShowsEachRequestWithoutSecrets() {
    answer("t1", "IN_PROGRESS", "");
    assertEquals(0, run("status", "new-api:t1", "--verbose"));
    assertTrue(
        host.errLines().get(0).matches("GET /v1/video/generations/t1: 200, \\d+ ms"),
        host::everything);
    assertTrue(!host.everything().contains("sk-canary"));
  }

  @Test
  void waitPrintsEachChangeAndTheResultOnce() {
    replies("t1", body("t1", "QUEUED", ""), body("t1", "QUEUED", ""), body("t1", "SUCCESS", ""));
    assertEquals(0, run("wait", "new-api:t1", "new-api:t1", "--json", "--interval", "20ms"));
    assertEquals(2, host.outLines().size(), host::everything);
    assertTrue(host.outLines().get(0).contains("\"state\":\"QUEUED\""));
    assertTrue(host.outLines().get(1).contains("\"state\":\"COMPLETED\""));
  }

  @Test
  void gatewayWithItsOwnRateLimitDoesNotWaitForTheCommonOne() {
    replies("t1", body("t1", "QUEUED", ""), body("t1", "QUEUED", ""), body("t1", "SUCCESS", ""));
    String option = "--max-requests-per-second";
    // Of the common limit, no second request would be sent before tomorrow.
    assertEquals(
        0,
        run(
            "wait",
            "new-api:t1",
            "--interval=20ms",
            option + "=0.00001",
            option + "=new-api=1000",
            option + "=kling=1"),
        host::everything);
  }

  @Test
  void highestExitCodeAppliesToSeveralTasks() {
    answer("good", "SUCCESS", "");
    answer("bad", "FAILURE", "nope");
    replies("refused", Reply.unauthorised());
    assertEquals(
        4, run("wait", "good", "bad", "refused", "--gateway", "new-api", "--interval", "20ms"));
    assertEquals(2, host.outLines().size(), host::everything);
    assertTrue(
        host.outLines().stream().anyMatch(line -> line.startsWith("new-api:bad FAILED: nope")));
  }

  @Test
  void timeoutExitsWith3AndPrintsTheCommandToResume() {
    answer("t1", "IN_PROGRESS", "");
    assertEquals(
        3, run("wait", "new-api:t1", "--json", "--interval", "20ms", "--timeout", "150ms"));
    String last = host.outLines().get(host.outLines().size() - 1);
    assertTrue(last.contains("\"kind\":\"TIMED_OUT\""), host::everything);
    assertTrue(last.contains("\"task\":\"new-api:t1\""));
    assertTrue(
        host.everything().contains("go on with: videotask wait new-api:t1 --base-url http://"),
        host::everything);
  }

  @Test
  void resultGoesToStandardErrorIfStandardOutputFails() {
    answer("t1", "SUCCESS", "");
    String url = gateway.baseUrl();
    for (String command : new String[] {"status", "wait"}) {
      CliRun deaf = new CliRun().with(ApiKeySource.VARIABLE, "sk-canary").withBrokenOutput();
      assertEquals(6, deaf.run(command, "new-api:t1", "--json", "--base-url", url));
      assertTrue(deaf.errLines().get(0).contains("standard output can't be written to"));
      assertTrue(deaf.errLines().get(1).startsWith("{\"task\":\"new-api:t1\","), deaf::everything);
      assertEquals(2, deaf.errLines().size(), deaf::everything);
    }
  }

  @Test
  void repeatableOutputIsNotSentToStandardError() {
    for (String command : new String[] {"gateways", "--help", "--version"}) {
      CliRun deaf = new CliRun().withBrokenOutput();
      assertEquals(6, deaf.run(command), command);
      assertEquals(1, deaf.errLines().size(), deaf::everything);
    }
    CliRun deaf = new CliRun().withBrokenOutput().withInput("{\"id\":\"a\",\"status\":\"queued\"}");
    assertEquals(6, deaf.run("explain", "--gateway", "openai-videos"));
    assertEquals(1, deaf.errLines().size(), deaf::everything);
  }

  @Test
  void quietShowsNoProgress() {
    replies("t1", body("t1", "QUEUED", ""), body("t1", "SUCCESS", ""));
    assertEquals(0, run("wait", "new-api:t1", "--quiet", "--interval", "20ms"));
    assertTrue(host.errLines().isEmpty(), host::everything);
    assertEquals(1, host.outLines().size());
  }

  @Test
  void onATerminalProgressBarsStayBelowResults() {
    host.withTerminal(100);
    replies("t1", body("t1", "QUEUED", ""), body("t1", "SUCCESS", ""));
    assertEquals(0, run("wait", "new-api:t1", "--interval", "20ms"));
    assertEquals(1, host.outLines().size());
    assertTrue(host.everything().contains("\u001b[1A\r\u001b[J"), host::everything);
  }

  @Test
  void readsTheKeyFromAFileOrStandardInput(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "\n  sk-from-file \n");
    assertAccepted("sk-from-file", file.toString());
    host.withInput("sk-from-input\n");
    assertAccepted("sk-from-input", "-");
  }

  private void assertAccepted(String key, String file) {
    try (FakeGateway other = FakeGateway.builder().key(key).start()) {
      other.add(AnswerFormat.NEW_API_KLING, "t1", TaskScript.of(Reply.completed()));
      String url = other.baseUrl();
      assertEquals(
          0,
          host.run("status", "new-api:t1", "--api-key-file", file, "--base-url", url),
          host::everything);
    }
  }

  private int run(String... words) {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.add("--base-url");
    all.add(gateway.baseUrl());
    return host.run(all.toArray(String[]::new));
  }

  private void answer(String id, String status, String reason) {
    replies(id, body(id, status, reason));
  }

  private static Reply body(String id, String status, String reason) {
    return Reply.json(
        200,
        ("{'code':'success','message':'','data':{'task_id':'" + id + "','action':'generate',")
                .replace('\'', '"')
            + ("'status':'" + status + "','fail_reason':'" + reason + "','submit_time':1756453472,")
                .replace('\'', '"')
            + "\"start_time\":0,\"finish_time\":0,\"progress\":\"30%\",\"data\":null}}");
  }

  /** Registers answers that are returned in order; the last one repeatedly. */
  private void replies(String id, Reply... answers) {
    gateway.add(AnswerFormat.NEW_API_KLING, id, TaskScript.of(answers));
  }
}
