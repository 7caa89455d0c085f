package io.videotask.cli;

import io.videotask.VideoTasks;
import io.videotask.VideoTasksBuilder;
import io.videotask.auth.ApiKey;
import io.videotask.cli.demo.DemoGateway;
import io.videotask.cli.demo.Life;
import io.videotask.download.VideoFileName;
import io.videotask.gateway.Gateway;
import io.videotask.poll.Schedule;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
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

  private final Call call;
  private final int speed;
  private final Path parent;

  @Mixin private final OutputOptions output = new OutputOptions();

  /**
   * @param speed 1 for people; more for tests that can't wait
   * @param parent where the folder with the videos is made
   */
  DemoCommand(Call call, int speed, Path parent) {
    this.call = call;
    this.speed = speed;
    this.parent = parent;
  }

  @Override
  public Integer call() {
    try (DemoGateway gateway = DemoGateway.start(speed);
        Client client = new Client(call, output, settings(gateway))) {
      introduce(gateway);
      Map<TaskRef, Life> lives = new LinkedHashMap<>();
      for (Life life : gateway.lives()) {
        Submitting submitting = new Submitting(call, output, client);
        TaskRef ref = submitting.submit(request(life.order()));
        if (ref == null) {
          return submitting.exit().number();
        }
        lives.put(ref, life);
      }
      Path folder = folder();
      Fetching.Plan plan =
          new Fetching.Plan(task -> folder.resolve(VideoFileName.of(task)), false, true, TIMEOUT);
      Waiting waiting = new Waiting(call, output, client);
      TaskReport report = new Fetching(waiting, client, plan).untilAllFetched(lives.keySet());
      return new DemoSummary(call.console(), folder, lives).of(report, gateway, output).number();
    }
  }

  private Path folder() {
    try {
      return Files.createTempDirectory(parent, "videotask-demo-");
    } catch (IOException e) {
      throw new UsageException(
          "the demo needs a folder for its videos, and can't make one in "
              + Text.oneLine(parent.toString()));
    }
  }

  private VideoTasksBuilder settings(DemoGateway gateway) {
    VideoTasksBuilder builder =
        VideoTasks.builder().schedule(Schedule.fixed(INTERVAL.dividedBy(speed)));
    ApiKey key = ApiKey.of(DemoGateway.KEY);
    gateway.lives().stream()
        .map(life -> life.order().dialect())
        .distinct()
        .forEach(name -> builder.gateway(Gateway.of(Tasks.dialect(name), gateway.baseUrl(), key)));
    return builder;
  }

  private static VideoRequest request(Life.Order order) {
    return VideoRequest.of(order.prompt()).gateway(order.dialect()).model(order.model()).build();
  }

  private void introduce(DemoGateway gateway) {
    if (output.quiet()) {
      return;
    }
    call.console()
        .say("a gateway at " + gateway.baseUrl() + " makes these videos, once they are submitted:");
    gateway
        .lives()
        .forEach(life -> call.console().say("  " + life.order().model() + "  " + life.story()));
  }
}
