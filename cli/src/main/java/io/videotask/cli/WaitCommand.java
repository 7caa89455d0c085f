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
  private final CommandContext call;

  @Parameters(
      paramLabel = "<task>",
      arity = "1..*",
      description = "GATEWAY:ID, or ID with --gateway. Several are waited for at once.")
  private List<String> tasks = List.of();

  @Mixin private final GatewayOptions gateway = new GatewayOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  WaitCommand(CommandContext call) {
    this.call = call;
  }

  @Override
  public Integer call() {
    Set<TaskRef> refs = gateway.tasks(tasks);
    try (Client client = new Client(call, output, gateway.client(call.host(), refs))) {
      TaskReport report =
          new WaitRunner(call, output, client).untilAllEnded(refs, gateway.timeout());
      List<TaskRef> running = report.timedOut();
      if (!running.isEmpty()) {
        call.console().say("go on with: " + TerminalText.oneLine(gateway.goOn("wait", running)));
      }
      return report.exit().number();
    }
  }
}
