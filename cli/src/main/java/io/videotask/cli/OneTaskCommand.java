package io.videotask.cli;

import io.videotask.VideoTasks;
import io.videotask.error.VideoTaskException;
import io.videotask.task.TaskRef;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command that asks a gateway something about one task. */
abstract class OneTaskCommand implements Callable<Integer> {
  final CommandContext context;

  @Parameters(paramLabel = "<task>", description = "GATEWAY:ID, or ID with --gateway.")
  private String task = "";

  @Mixin private final GatewayOptions gateway = new GatewayOptions();
  @Mixin final OutputOptions output = new OutputOptions();

  OneTaskCommand(CommandContext context) {
    this.context = context;
  }

  /**
   * Asks and prints the answer.
   *
   * @param report reports failures, and what was printed before an interrupt
   * @return the exit code
   * @throws VideoTaskException when there was no usable answer
   */
  abstract ExitCode ask(VideoTasks videos, TaskRef ref, TaskReport report);

  @Override
  public final Integer call() {
    Set<TaskRef> refs = gateway.tasks(List.of(task));
    TaskRef ref = refs.iterator().next();
    TaskReport report =
        new TaskReport(context.console(), ProgressDisplay.NONE, output.json(), refs);
    try (Client client = new Client(context, output, gateway.client(context.process(), refs))) {
      context.shutdown().onStop(report::interrupted);
      return ask(client.videos(), ref, report).number();
    } catch (VideoTaskException e) {
      report.failed(ref, ErrorReport.of(e));
    }
    return report.exit().number();
  }
}
