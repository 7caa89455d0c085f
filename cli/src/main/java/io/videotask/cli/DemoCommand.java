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

  private final CommandContext call;
  private final int speed;
  private final Path parent;

  @Mixin private final OutputOptions output = new OutputOptions();

  /**
   * @param speed 1 for people; more for tests that can't wait
   * @param parent where the folder with the videos is made
   */
  DemoCommand(CommandContext call, int speed, Path parent) {
    this.call = call;
    this.speed = speed;
    this.parent = parent;
  }

  @Override
  public Integer call() {
    List<DemoTask> tasks = DemoTask.all(speed);
    try (FakeGateway gateway = FakeGateway.builder().videosOnAnotherHost().start();
        Client client = new Client(call, output, settings(gateway, tasks))) {
      introduce(gateway, tasks);
      Map<TaskRef, DemoTask> submitted = new LinkedHashMap<>();
      for (DemoTask task : tasks) {
        task.planOn(gateway);
        SubmitRunner submitting = new SubmitRunner(call, output, client);
        TaskRef ref = submitting.submit(task.request());
        if (ref == null) {
          return submitting.exit().number();
        }
        submitted.put(ref, task);
      }
      Path folder = folder();
      DownloadRunner.Plan plan =
          new DownloadRunner.Plan(
              task -> folder.resolve(VideoFileName.of(task)), false, true, TIMEOUT);
      WaitRunner waiting = new WaitRunner(call, output, client);
      TaskReport report =
          new DownloadRunner(waiting, client, plan).untilAllFetched(submitted.keySet());
      return new DemoSummary(call.console(), folder, submitted)
          .of(report, resumed(gateway), output)
          .number();
    }
  }

  /** How many downloads were cut, and went on from there. */
  private static int resumed(FakeGateway gateway) {
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
        .forEach(name -> builder.gateway(gateway.as(TaskRefParser.dialect(name))));
    return builder;
  }

  private void introduce(FakeGateway gateway, List<DemoTask> tasks) {
    if (output.quiet()) {
      return;
    }
    call.console()
        .say("a gateway at " + gateway.baseUrl() + " makes these videos, once they are submitted:");
    tasks.forEach(task -> call.console().say("  " + task.order().model() + "  " + task.story()));
  }
}
