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
  private final CommandContext context;

  @Parameters(paramLabel = "<task>", description = "GATEWAY:ID, or ID with --gateway.")
  private String task = "";

  @Mixin private final GatewayOptions gateway = new GatewayOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  StatusCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Set<TaskRef> refs = gateway.tasks(List.of(task));
    TaskRef ref = refs.iterator().next();
    TaskReport report =
        new TaskReport(context.console(), ProgressDisplay.NONE, output.json(), refs);
    try (Client client = new Client(context, output, gateway.client(context.process(), refs))) {
      context.shutdown().onStop(report::interrupted);
      VideoTask answer = client.videos().query(ref);
      report.queried(answer);
      if (!output.json() && !output.quiet()) {
        answer
            .notes()
            .forEach(note -> context.console().say("note: " + TerminalText.oneLine(note)));
      }
    } catch (VideoTaskException e) {
      report.failed(ref, ErrorReport.of(e));
    }
    return report.exit().number();
  }
}
