package io.videotask.cli;

import io.videotask.VideoTasks;
import io.videotask.VideoTasksBuilder;
import io.videotask.download.VideoFileName;
import io.videotask.schedule.Schedule;
import io.videotask.task.TaskRef;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "demo",
    description =
        "Starts a gateway on this machine, submits tasks to it, waits for them and downloads their"
            + " videos. Needs no key and no network.")
final class DemoCommand implements Callable<Integer> {
  private static final Duration INTERVAL = Duration.ofMillis(600);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final CommandContext context;
  private final int speed;
  private final Path parent;

  @Mixin private final OutputOptions output = new OutputOptions();

  /**
   * @param speed 1 for people; a larger factor for tests
   * @param parent parent directory of the new directory for the videos
   */
  DemoCommand(CommandContext context, int speed, Path parent) {
    this.context = context;
    this.speed = speed;
    this.parent = parent;
  }

  @Override
  public Integer call() {
    List<DemoTask> tasks = DemoTask.all(speed);
    try (FakeGateway gateway = FakeGateway.builder().videosOnAnotherHost().start();
        Client client = new Client(context, output, settings(gateway, tasks))) {
      introduce(gateway, tasks);
      Map<TaskRef, DemoTask> submitted = new LinkedHashMap<>();
      for (DemoTask task : tasks) {
        task.scriptOn(gateway);
        SubmitRunner submitRunner = new SubmitRunner(context, output, client);
        TaskRef ref = submitRunner.submit(task.request());
        if (ref == null) {
          return submitRunner.exit().number();
        }
        submitted.put(ref, task);
      }
      Path folder = folder();
      DownloadRunner.Plan plan =
          new DownloadRunner.Plan(
              task -> folder.resolve(VideoFileName.of(task)), false, true, TIMEOUT);
      WaitRunner waitRunner = new WaitRunner(context, output, client);
      TaskReport report =
          new DownloadRunner(waitRunner, client, plan).downloadAll(submitted.keySet());
      return new DemoSummary(context.console(), folder, submitted)
          .of(report, resumedDownloads(gateway), output)
          .number();
    }
  }

  /** Counts the downloads that were resumed after a truncated response. */
  private static int resumedDownloads(FakeGateway gateway) {
    return (int)
        gateway.requests().stream()
            .filter(request -> request.operation() == RecordedRequest.Operation.DOWNLOAD)
            .filter(request -> request.headers().containsKey("Range"))
            .count();
  }

  private Path folder() {
    try {
      return Files.createTempDirectory(parent, "videotask-demo-");
    } catch (IOException e) {
      throw new UsageException(
          "the demo needs a folder for its videos, and can't make one in "
              + TerminalText.oneLine(parent.toString()));
    }
  }

  private VideoTasksBuilder settings(FakeGateway gateway, List<DemoTask> tasks) {
    VideoTasksBuilder builder =
        VideoTasks.builder()
            .logger(new NoLog())
            .schedule(Schedule.fixed(INTERVAL.dividedBy(speed)));
    tasks.stream()
        .map(DemoTask::gateway)
        .distinct()
        .forEach(name -> builder.gateway(gateway.asGateway(TaskRefParser.dialect(name))));
    return builder;
  }

  private void introduce(FakeGateway gateway, List<DemoTask> tasks) {
    if (output.quiet()) {
      return;
    }
    context
        .console()
        .say("a gateway at " + gateway.baseUrl() + " makes these videos, once they are submitted:");
    tasks.forEach(task -> context.console().say("  " + task.order().model() + "  " + task.story()));
  }
}
