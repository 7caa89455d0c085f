package io.videotask.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs {@code videotask} as a process, against a real server. */
@Timeout(60)
class CliProcessIT {
  private static final int SIGINT = 2;

  private final FakeGateway gateway = FakeGateway.builder().key(CliRun.KEY).start();

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void statusPrintsOneJsonObjectAndNothingElse() throws Exception {
    answers(Reply.completed());

    CliRun run = CliRun.of("status", "new-api:t1", "--json", "--base-url", gateway.baseUrl());

    assertEquals(0, run.exit(), run::all);
    assertEquals(1, run.lines().size(), run::all);
    Map<String, Object> task = Json.object(run.lines().get(0));
    assertEquals("COMPLETED", task.get("state"));
    assertEquals("", run.err());
  }

  @Test
  void waitSurvivesWebPagesResetsAndSilence() throws Exception {
    answers(
        Reply.badGateway(),
        Reply.reset(),
        Reply.json(429, ""),
        Reply.json(200, ""),
        Reply.inProgress(30).withStatus("transmogrifying"),
        Reply.completed());

    CliRun run =
        CliRun.of(
            "wait", "new-api:t1", "--json", "--interval", "50ms", "--base-url", gateway.baseUrl());

    assertEquals(0, run.exit(), run::all);
    Map<String, Object> last = Json.object(run.lines().get(run.lines().size() - 1));
    assertEquals("COMPLETED", last.get("state"));
    assertEquals(6, gateway.requests().size());
  }

  @Test
  void aFailedTaskExitsWithOne() throws Exception {
    answers(Reply.failed("kaput"));

    CliRun run = CliRun.of("wait", "new-api:t1", "--base-url", gateway.baseUrl());

    assertEquals(1, run.exit(), run::all);
    assertTrue(run.out().contains("kaput"), run::all);
  }

  @Test
  void aDeadlineExitsWithThreeAndPrintsHowToContinue() throws Exception {
    answers(Reply.inProgress(30));

    CliRun run =
        CliRun.of("wait", "new-api:t1", "--timeout", "700ms", "--base-url", gateway.baseUrl());

    assertEquals(3, run.exit(), run::all);
    assertTrue(run.all().contains("new-api:t1"), run::all);
  }

  @Test
  void theKeyIsNeverPrintedEvenIfTheServerRepeatsIt() throws Exception {
    String key = CliRun.KEY;
    answers(Reply.json(401, "{\"error\":{\"message\":\"bad key " + key + "\"}}"));

    CliRun run = CliRun.of("status", "new-api:t1", "--verbose", "--base-url", gateway.baseUrl());

    assertEquals(4, run.exit(), run::all);
    assertFalse(run.all().contains(key), "the key is printed");
    assertTrue(run.all().contains("bad key"), run::all);
  }

  @Test
  void invalidInputSendsNothing() throws Exception {
    answers(Reply.completed());

    for (List<String> words :
        List.of(
            List.of("status", "new-api:..", "--base-url", gateway.baseUrl()),
            List.of("status", "t1", "--base-url", gateway.baseUrl()),
            List.of("status", "new-api:t1"),
            List.of("status", "new-api:t1", "--base-url", "http://gateway.example.com"),
            List.of("wait", "new-api:t1", "--timeout", "-1s", "--base-url", gateway.baseUrl()))) {
      CliRun run = CliRun.of(words.toArray(String[]::new));
      assertEquals(2, run.exit(), run::all);
    }
    assertEquals(0, gateway.requests().size());
  }

  @Test
  void anInterruptPrintsTheRunningTasks() throws Exception {
    assumeFalse(interruptionsAreIgnored(), "a build in the background of a script has no Ctrl-C");
    answers(Reply.inProgress(30));
    Process process =
        CliRun.start(
            "wait", "new-api:t1", "--json", "--interval", "50ms", "--base-url", gateway.baseUrl());
    while (gateway.requests().isEmpty()) {
      assertFalse(process.waitFor(20, TimeUnit.MILLISECONDS), "it ended too soon");
    }

    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

    CliRun run = CliRun.ended(process);
    assertEquals(130, run.exit(), run::all);
    assertTrue(run.out().contains("\"INTERRUPTED\""), run::all);
    assertTrue(run.out().contains("new-api:t1"), run::all);
  }

  /** Processes in a script's background ignore SIGINT, and so do their children. */
  private static boolean interruptionsAreIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("SigIgn:")) {
        long ignored = Long.parseUnsignedLong(line.substring(7).strip(), 16);
        return (ignored & 1 << (SIGINT - 1)) != 0;
      }
    }
    return false;
  }

  /** The answers in order; the last one repeats. */
  private void answers(Reply... answers) {
    gateway.add(AnswerFormat.NEW_API_KLING, "t1", TaskScript.of(answers));
  }
}
