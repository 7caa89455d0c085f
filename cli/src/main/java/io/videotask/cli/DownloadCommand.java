package io.videotask.cli;

import io.videotask.download.VideoFileName;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "download",
    description = "Waits for the task if need be, and fetches its video to a file.")
final class DownloadCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "<task>", description = "GATEWAY:ID, or ID with --gateway.")
  private String task = "";

  @Option(
      names = "-o",
      paramLabel = "FILE",
      description = "The file; named after the task's id unless given.")
  private @Nullable String file;

  @Option(names = "--overwrite", description = "Replaces the file if it exists.")
  private boolean overwrite;

  @Option(
      names = "--allow-private",
      description = "Fetches from hosts on private networks and this machine, too.")
  private boolean allowPrivate;

  @Mixin private final GatewayOptions gateway = new GatewayOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  DownloadCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Set<TaskRef> refs = gateway.tasks(List.of(task));
    TaskRef ref = refs.iterator().next();
    Path named = file == null ? null : VideoFile.named(file);
    // Without -o the format determines the extension; nearly always it is mp4.
    Path likely = named == null ? Path.of(VideoFileName.of(ref, null)) : named;
    VideoFile.requireWritable(likely, overwrite);
    DownloadRunner.Plan plan =
        new DownloadRunner.Plan(
            completed -> named == null ? inThisFolder(completed) : named,
            overwrite,
            allowPrivate,
            gateway.timeout());
    try (Client client = new Client(context, output, gateway.client(context.process(), refs))) {
      WaitRunner waitRunner = new WaitRunner(context, output, client);
      TaskReport report = new DownloadRunner(waitRunner, client, plan).downloadAll(refs);
      if (!report.timedOut().isEmpty()) {
        context.console().say("go on with: " + TerminalText.oneLine(resumeCommand(ref)));
      }
      return report.exit().number();
    }
  }

  private Path inThisFolder(VideoTask.Completed completed) {
    Path path = Path.of(VideoFileName.of(completed));
    VideoFile.requireWritable(path, overwrite);
    return path;
  }

  private String resumeCommand(TaskRef ref) {
    return gateway.resumeCommand("download", List.of(ref))
        + (file == null ? "" : " -o " + TerminalText.shellQuoted(file))
        + (overwrite ? " --overwrite" : "")
        + (allowPrivate ? " --allow-private" : "");
  }
}
