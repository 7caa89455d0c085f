package io.videotask.cli;

import io.videotask.error.VideoTaskException;
import io.videotask.task.CancelOutcome;
import io.videotask.task.TaskRef;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "cancel", description = "Cancels a task, where its gateway can.")
final class CancelCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "<task>", description = "GATEWAY:ID, or ID with --gateway.")
  private String task = "";

  @Mixin private final GatewayOptions gateway = new GatewayOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  CancelCommand(CommandContext context) {
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
      CancelOutcome outcome = client.videos().cancel(ref);
      context
          .console()
          .result(output.json() ? Json.cancelled(ref, outcome) : ref + " " + text(outcome));
      return exit(outcome).number();
    } catch (VideoTaskException e) {
      report.failed(ref, ErrorReport.of(e));
    }
    return report.exit().number();
  }

  private static String text(CancelOutcome outcome) {
    return switch (outcome) {
      case REQUESTED -> "cancellation requested";
      case TOO_LATE -> "can't be cancelled any more";
      case NOT_FOUND -> "is not known to the gateway";
    };
  }

  private static ExitCode exit(CancelOutcome outcome) {
    return switch (outcome) {
      case REQUESTED -> ExitCode.OK;
      case TOO_LATE -> ExitCode.NO_VIDEO;
      case NOT_FOUND -> ExitCode.NOT_FOUND;
    };
  }
}
