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
      "Exit code 7 means that nobody knows: the task may exist and be billed. Look for it at the"
          + " gateway before submitting again."
    })
final class SubmitCommand implements Callable<Integer> {
  private final CommandContext call;

  @Mixin private final RequestOptions wishes = new RequestOptions();

  @Option(names = "--wait", description = "Then waits until the task has ended.")
  private boolean wait;

  @Mixin private final GatewayOptions gateway = new GatewayOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  SubmitCommand(CommandContext call) {
    this.call = call;
  }

  @Override
  public Integer call() {
    String name = gateway.name();
    VideoRequest request = wishes.request(name);
    try (Client client = new Client(call, output, gateway.clientFor(call.host(), List.of(name)))) {
      SubmitRunner submitting = new SubmitRunner(call, output, client);
      TaskRef ref = submitting.submit(request);
      if (ref == null) {
        return submitting.exit().number();
      }
      return wait ? waitFor(ref, client) : ExitCode.OK.number();
    }
  }

  private int waitFor(TaskRef ref, Client client) {
    TaskReport report =
        new WaitRunner(call, output, client).untilAllEnded(Set.of(ref), gateway.timeout());
    if (!report.timedOut().isEmpty()) {
      call.console().say("go on with: " + TerminalText.oneLine(gateway.goOn("wait", List.of(ref))));
    }
    return report.exit().number();
  }
}
