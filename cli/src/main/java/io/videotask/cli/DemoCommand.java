package io.videotask.cli;

import io.videotask.VideoTasks;
import io.videotask.VideoTasksBuilder;
import io.videotask.auth.ApiKey;
import io.videotask.cli.demo.DemoGateway;
import io.videotask.cli.demo.Life;
import io.videotask.gateway.Gateway;
import io.videotask.poll.Schedule;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "demo",
    description =
        "Starts a gateway on this machine, with tasks that play their lives, and waits for them."
            + " Needs no key and no network.")
final class DemoCommand implements Callable<Integer> {
  private static final Duration INTERVAL = Duration.ofMillis(600);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Call call;
  private final int speed;

  @Mixin private final OutputOptions output = new OutputOptions();

  DemoCommand(Call call, int speed) {
    this.call = call;
    this.speed = speed;
  }

  @Override
  public Integer call() {
    try (DemoGateway gateway = DemoGateway.start(speed)) {
      Map<TaskRef, Life> lives = new LinkedHashMap<>();
      for (Life life : gateway.lives()) {
        lives.put(new TaskRef(life.dialect(), life.id()), life);
      }
      introduce(gateway, lives);
      VideoTasksBuilder builder = client(gateway);
      TaskReport report = new Waiting(call, output).untilAllEnded(builder, lives.keySet(), TIMEOUT);
      return summary(report, lives).number();
    }
  }

  private VideoTasksBuilder client(DemoGateway gateway) {
    VideoTasksBuilder builder =
        VideoTasks.builder().schedule(Schedule.fixed(INTERVAL.dividedBy(speed)));
    ApiKey key = ApiKey.of(DemoGateway.KEY);
    gateway.lives().stream()
        .map(Life::dialect)
        .distinct()
        .forEach(name -> builder.gateway(Gateway.of(Tasks.dialect(name), gateway.baseUrl(), key)));
    return builder;
  }

  private void introduce(DemoGateway gateway, Map<TaskRef, Life> lives) {
    if (output.quiet()) {
      return;
    }
    call.console().say("a gateway plays " + lives.size() + " tasks at " + gateway.baseUrl());
    lives.forEach((ref, life) -> call.console().say("  " + ref + "  " + life.story()));
  }

  private ExitCode summary(TaskReport report, Map<TaskRef, Life> lives) {
    List<String> wrong = new ArrayList<>();
    lives.forEach(
        (ref, life) -> {
          TaskState end = report.ends().get(ref);
          if (end == null || !end.name().equals(life.end())) {
            wrong.add(ref + " should have ended " + life.end());
          }
        });
    wrong.forEach(line -> call.console().say("videotask: " + line));
    if (!wrong.isEmpty()) {
      return report.exit().or(ExitCode.NO_VIDEO);
    }
    if (!output.json()) {
      call.console().result(tally(report));
    }
    return ExitCode.OK;
  }

  private static String tally(TaskReport report) {
    long completed = report.ends().values().stream().filter(TaskState.COMPLETED::equals).count();
    return String.format(
        "%d tasks ended as their scripts say: %d with a video, %d without; %d queries failed on the"
            + " way, and none of them cost a task",
        report.ends().size(), completed, report.ends().size() - completed, report.failures());
  }
}
