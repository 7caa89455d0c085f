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
