package io.videotask.cli;

import io.videotask.error.VideoTaskException;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "status", description = "Asks once and prints the task as it is now.")
final class StatusCommand implements Callable<Integer> {
  private final CommandContext call;

  @Parameters(paramLabel = "<task>", description = "GATEWAY:ID, or ID with --gateway.")
  private String task = "";

  @Mixin private final GatewayOptions gateway = new GatewayOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  StatusCommand(CommandContext call) {
    this.call = call;
  }

  @Override
  public Integer call() {
    Set<TaskRef> refs = gateway.tasks(List.of(task));
    TaskRef ref = refs.iterator().next();
    TaskReport report = new TaskReport(call.console(), ProgressDisplay.NONE, output.json(), refs);
    try (Client client = new Client(call, output, gateway.client(call.host(), refs))) {
      call.interruption().onStop(report::interrupted);
      VideoTask seen = client.videos().query(ref);
      report.looked(seen);
      if (!output.json() && !output.quiet()) {
        seen.notes().forEach(note -> call.console().say("note: " + TerminalText.oneLine(note)));
      }
    } catch (VideoTaskException e) {
      report.failed(ref, ErrorReport.of(e));
    }
    return report.exit().number();
  }
}
