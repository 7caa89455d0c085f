package io.videotask.cli;

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

/** Checks that the demo ran as scripted, task by task and file by file. */
final class DemoSummary {
  private final Console console;
  private final Path folder;
  private final Map<TaskRef, DemoTask> tasks;

  DemoSummary(Console console, Path folder, Map<TaskRef, DemoTask> tasks) {
    this.console = console;
    this.folder = folder;
    this.tasks = tasks;
  }

  ExitCode of(TaskReport report, int resumedDownloads, OutputOptions output) {
    List<String> differences = new ArrayList<>();
    tasks.forEach((ref, task) -> check(ref, task, report.ends().get(ref), differences));
    if (resumedDownloads == 0) {
      differences.add("no download went on where it was cut");
    }
    differences.forEach(line -> console.say("videotask: " + TerminalText.oneLine(line)));
    if (!differences.isEmpty()) {
      return report.exit().or(ExitCode.NO_VIDEO);
    }
    if (!output.json()) {
      printTotals(report, resumedDownloads);
    }
    return ExitCode.OK;
  }

  private void check(
      TaskRef ref, DemoTask task, @Nullable TaskState end, List<String> differences) {
    if (end != task.end()) {
      differences.add(ref + " should have ended " + task.end());
      return;
    }
    byte[] video = task.video();
    if (video != null && !isComplete(folder.resolve(VideoFileName.of(ref, null)), video)) {
      differences.add("the video of " + ref + " is not whole");
    }
  }

  /** An MP4 has {@code ftyp} at byte 4. */
  private static boolean isComplete(Path file, byte[] video) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return bytes.length > 8
          && new String(bytes, 4, 4, StandardCharsets.US_ASCII).equals("ftyp")
          && Arrays.equals(bytes, video);
    } catch (IOException e) {
      return false;
    }
  }

  private void printTotals(TaskReport report, int resumedDownloads) {
    long videos = tasks.values().stream().filter(task -> task.video() != null).count();
    console.result(
        String.format(
            "%d tasks were submitted, and ended as their scripts say: %d with a video, %d without;"
                + " %d queries failed on the way, and none of them cost a task",
            tasks.size(), videos, tasks.size() - videos, report.failedQueries()));
    console.result(
        String.format(
            "the videos are whole, also the %d that went on where it was cut; they stay in %s",
            resumedDownloads, TerminalText.oneLine(folder.toString())));
  }
}
