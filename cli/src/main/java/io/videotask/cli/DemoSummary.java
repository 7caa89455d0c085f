package io.videotask.cli;

import io.videotask.cli.demo.DemoGateway;
import io.videotask.cli.demo.Life;
import io.videotask.download.VideoFileName;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether the demo went as it was written, task by task and file by file. */
final class DemoSummary {
  private final Console console;
  private final Path folder;
  private final Map<TaskRef, Life> lives;

  DemoSummary(Console console, Path folder, Map<TaskRef, Life> lives) {
    this.console = console;
    this.folder = folder;
    this.lives = lives;
  }

  ExitCode of(TaskReport report, DemoGateway gateway, OutputOptions output) {
    List<String> wrong = new ArrayList<>();
    lives.forEach((ref, life) -> check(ref, life, report.ends().get(ref), wrong));
    if (gateway.resumed() == 0) {
      wrong.add("no download went on where it was cut");
    }
    wrong.forEach(line -> console.say("videotask: " + Text.oneLine(line)));
    if (!wrong.isEmpty()) {
      return report.exit().or(ExitCode.NO_VIDEO);
    }
    if (!output.json()) {
      tally(report, gateway.resumed());
    }
    return ExitCode.OK;
  }

  private void check(TaskRef ref, Life life, @Nullable TaskState end, List<String> wrong) {
    if (end == null || !end.name().equals(life.end())) {
      wrong.add(ref + " should have ended " + life.end());
      return;
    }
    byte[] video = life.bytes();
    if (video != null && !isThere(folder.resolve(VideoFileName.of(ref, null)), video)) {
      wrong.add("the video of " + ref + " is not whole");
    }
  }

  /** An MP4 says so in its second word. */
  private static boolean isThere(Path file, byte[] video) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return bytes.length > 8
          && new String(bytes, 4, 4, StandardCharsets.US_ASCII).equals("ftyp")
          && Arrays.equals(bytes, video);
    } catch (IOException e) {
      return false;
    }
  }

  private void tally(TaskReport report, int resumed) {
    long videos = lives.values().stream().filter(life -> life.bytes() != null).count();
    console.result(
        String.format(
            "%d tasks were submitted, and ended as their scripts say: %d with a video, %d without;"
                + " %d queries failed on the way, and none of them cost a task",
            lives.size(), videos, lives.size() - videos, report.failures()));
    console.result(
        String.format(
            "the videos are whole, also the %d that went on where it was cut; they stay in %s",
            resumed, Text.oneLine(folder.toString())));
  }
}
