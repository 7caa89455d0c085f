package io.videotask.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs {@code videotask submit} as a process. */
@Timeout(60)
class CliSubmitIT {
  private static final String CREATED = "{\"id\":\"t1\",\"status\":\"queued\"}";

  private final FakeGateway gateway = FakeGateway.builder().key(CliRun.KEY).start();

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void theReferenceIsTheFirstLine() throws Exception {
    answers(Reply.json(200, CREATED));

    CliRun run = submit();

    assertEquals(0, run.exit(), run::all);
    assertEquals(
        "{\"submitted\":{\"task\":\"new-api:t1\",\"outcome\":\"ACCEPTED\",\"notes\":[]}}",
        run.lines().get(0));
    assertEquals("", run.err());
  }

  @Test
  void aWaitPrintsTheReferenceBeforeItPolls() throws Exception {
    gateway.onSubmit(AnswerFormat.NEW_API_KLING, TaskScript.of(Reply.silence()));

    Process process = CliRun.start(words("--wait"));
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertTrue(out.readLine().startsWith("{\"submitted\""));
      process.toHandle().destroy();
      assertTrue(process.waitFor(5, TimeUnit.SECONDS));
      assertEquals(130, process.exitValue());
      assertTrue(out.readLine().contains("\"INTERRUPTED\""));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void anInterruptBeforeTheAnswerIsAnUnknownOutcome() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process process =
          CliRun.start(words("--base-url", "http://127.0.0.1:" + silent.getLocalPort()));
      try (Socket socket = silent.accept()) {
        assertTrue(socket.getInputStream().read() > 0);

        process.toHandle().destroy();

        CliRun run = CliRun.ended(process);
        assertEquals(7, run.exit(), run::all);
        assertEquals("OUTCOME_UNKNOWN", error(run).get("kind"));
      }
    }
  }

  private CliRun submit(String... more) throws Exception {
    return CliRun.of(words(more));
  }

  private String[] words(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("submit", "--gateway", "new-api", "--model", "m", "--prompt", "a cat"));
    words.add("--json");
    words.addAll(Arrays.asList(more));
    if (!words.contains("--base-url")) {
      words.addAll(List.of("--base-url", gateway.baseUrl()));
    }
    return words.toArray(String[]::new);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> error(CliRun run) throws Exception {
    return (Map<String, Object>) Json.object(run.lines().get(0)).get("error");
  }

  private void answers(Reply reply) {
    gateway.onSubmit(AnswerFormat.NEW_API_KLING, reply);
  }
}
