package io.videotask.it.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.error.ErrorKind;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Dialect;
import io.videotask.it.Json;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.FakeGatewayExtension;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import io.videotask.testkit.contract.DriftReport;
import io.videotask.testkit.contract.SchemaDrift;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests the check of a live gateway on a fake one that drifts. */
class LiveCheckTest {
  @RegisterExtension static final FakeGatewayExtension GATEWAYS = FakeGatewayExtension.onRealTime();

  @TempDir private Path folder;

  @Test
  void aDriftingAnswerIsReportedAndRecordedWithoutSecrets(FakeGateway gateway) throws Exception {
    String body =
        "{\"code\":\"success\",\"data\":{\"task_id\":\"t1\",\"status\":\"PONDERING\",\"progress\":{},"
            + "\"mood\":1,\"result_url\":\"https://bucket.example/v.mp4?sig=s3cret\",\"username\":\""
            + FakeGateway.KEY
            + "\"}}";
    gateway.add(AnswerFormat.NEW_API_KLING, "t1", TaskScript.of(Reply.json(200, body)));

    List<DriftReport> reports = check(gateway, Dialect.NEW_API, "t1");

    assertEquals(
        List.of(
            SchemaDrift.Kind.UNKNOWN_WORD,
            SchemaDrift.Kind.WRONG_TYPE,
            SchemaDrift.Kind.UNKNOWN_FIELD),
        reports.get(0).drifts().stream().map(SchemaDrift::kind).toList());
    assertEquals(
        "[TEST-live-new-api-query-unknown.xml, live-new-api-query-unknown.drift.txt,"
            + " live-new-api-query-unknown.expected.json, live-new-api-query-unknown.json]",
        files().toString());
    for (String file : files()) {
      String text = Files.readString(folder.resolve(file));
      assertFalse(text.contains(FakeGateway.KEY) || text.contains("s3cret"), file);
    }
    assertTrue(
        Files.readString(folder.resolve("TEST-live-new-api-query-unknown.xml"))
            .contains("failures=\"3\""));
    String expected = Files.readString(folder.resolve("live-new-api-query-unknown.expected.json"));
    assertEquals("t1", Json.object(expected).get("asked"));
  }

  @Test
  void theFileOfAFinishedTaskIsCheckedToo(FakeGateway gateway) throws Exception {
    gateway.add(AnswerFormat.MINIMAX_V1, "42", TaskScript.of(Reply.completed()));

    List<DriftReport> reports = check(gateway, Dialect.MINIMAX, "42");

    assertEquals(2, reports.size());
    assertTrue(reports.stream().allMatch(DriftReport::isClean), reports::toString);
    assertTrue(files().contains("live-minimax-file-completed-2.json"), files()::toString);
  }

  @Test
  void aRefusedKeyIsAnErrorAndNotDrift(FakeGateway gateway) {
    LiveCheck.Target target = new LiveCheck.Target(Dialect.NEW_API, gateway.baseUrl(), "t1");
    VideoTaskException e =
        assertThrows(
            VideoTaskException.class, () -> new LiveCheck(target, "sk-wrong", folder).run());
    assertEquals(ErrorKind.AUTHENTICATION, e.kind());
  }

  private List<DriftReport> check(FakeGateway gateway, Dialect dialect, String task)
      throws IOException {
    LiveCheck.Target target = new LiveCheck.Target(dialect, gateway.baseUrl(), task);
    return new LiveCheck(target, FakeGateway.KEY, folder).run();
  }

  private Set<String> files() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }
}
