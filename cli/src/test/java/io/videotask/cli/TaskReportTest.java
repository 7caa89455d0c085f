package io.videotask.cli;

import static io.videotask.cli.Snapshots.REF;
import static io.videotask.cli.Snapshots.completed;
import static io.videotask.cli.Snapshots.pending;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.error.Evidence;
import io.videotask.error.WaitTimedOutException;
import io.videotask.task.TaskFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskReportTest {
  private final CliRun host = new CliRun();
  private final Console console = new Console(host.process());
  private final TaskReport report =
      new TaskReport(console, new ProgressLines(console), true, List.of(REF));

  @Test
  void printsOnlyChanges() {
    report.onAnswer(pending("RUNNING", 30));
    report.onAnswer(pending("RUNNING", 30));
    report.onAnswer(pending("RUNNING", 40));
    report.onAnswer(pending("running", 40));
    report.onAnswer(pending("running", null));
    assertEquals(4, host.outLines().size());
  }

  @Test
  void printsTheFinalStateOnce() {
    report.onAnswer(pending("RUNNING", 30));
    report.onAnswer(completed());
    report.ended(completed());
    report.ended(completed());
    report.onAnswer(pending("RUNNING", 50));
    report.failed(REF, ErrorReport.usage("late"));
    assertEquals(2, host.outLines().size());
    assertEquals(ExitCode.OK, report.exit());
  }

  @Test
  void printsNothingAfterAnInterruption() {
    report.interrupted();
    report.interrupted();
    report.ended(completed());
    console.result("more");
    assertEquals(1, host.outLines().size());
    assertTrue(host.outLines().get(0).startsWith("{\"error\":{\"kind\":\"INTERRUPTED\""));
    assertTrue(host.outLines().get(0).contains("\"task\":\"new-api:t1\""));
  }

  @Test
  void printsNoInterruptionAfterTheFinalState() {
    report.ended(completed());
    report.interrupted();
    assertEquals(1, host.outLines().size());
  }

  @Test
  void keepsTimedOutTasksForTheCommandToResume() {
    report.failed(REF, ErrorReport.of(new WaitTimedOutException("late", Evidence.of(REF), null)));
    assertEquals(List.of(REF), report.timedOut());
    assertEquals(ExitCode.STILL_RUNNING, report.exit());
    assertEquals("videotask: late", host.errLines().get(0));
  }

  @Test
  void singleQuerySucceedsInAnyState() {
    report.queried(Snapshots.failed(new TaskFailure("1027", "no", false)));
    assertEquals(ExitCode.OK, report.exit());
  }
}
