package io.videotask.cli;

import io.videotask.task.TaskRef;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "wait", description = "Asks until every task has ended or the time is up.")
final class WaitCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      paramLabel = "<task>",
      arity = "1..*",
      description = "GATEWAY:ID, or ID with --gateway. Several are waited for at once.")
  private List<String> tasks = List.of();

  @Mixin private final GatewayOptions gateway = new GatewayOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  WaitCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Set<TaskRef> refs = gateway.tasks(tasks);
    try (Client client = new Client(context, output, gateway.client(context.process(), refs))) {
      TaskReport report =
          new WaitRunner(context, output, client).waitForAll(refs, gateway.timeout());
      List<TaskRef> running = report.timedOut();
      if (!running.isEmpty()) {
        context
            .console()
            .say("go on with: " + TerminalText.oneLine(gateway.resumeCommand("wait", running)));
      }
      return report.exit().number();
    }
  }
}
