package io.videotask.cli;

import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "submit",
    description = {
      "Creates a task, with one request, and prints its reference.",
      "Exit code 7 means an unknown outcome: the task may exist and be billed. Before submitting"
          + " again, run the command that is printed: videotask resolve."
    })
final class SubmitCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private final RequestOptions requestOptions = new RequestOptions();

  @Option(names = "--wait", description = "Then waits until the task has ended.")
  private boolean wait;

  @Mixin private final GatewayOptions gateway = new GatewayOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  SubmitCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String name = gateway.gatewayName();
    VideoRequest request = requestOptions.request(name);
    try (Client client =
        new Client(context, output, gateway.clientForGateways(context.process(), List.of(name)))) {
      SubmitRunner submitRunner =
          new SubmitRunner(context, output, client, gateway::resolveCommand);
      TaskRef ref = submitRunner.submit(request);
      if (ref == null) {
        return submitRunner.exit().number();
      }
      return wait ? waitFor(ref, client) : ExitCode.OK.number();
    }
  }

  private int waitFor(TaskRef ref, Client client) {
    TaskReport report =
        new WaitRunner(context, output, client).waitForAll(Set.of(ref), gateway.timeout());
    if (!report.timedOut().isEmpty()) {
      context
          .console()
          .say("go on with: " + TerminalText.oneLine(gateway.resumeCommand("wait", List.of(ref))));
    }
    return report.exit().number();
  }
}
