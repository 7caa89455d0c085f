package io.videotask.cli;

import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows one live progress bar per task. */
final class ProgressBars implements ProgressDisplay {
  /** More bars would not fit on a screen. */
  static final int MAX_BARS = 20;

  private static final int MAX_NAME_LENGTH = 36;

  private final Console console;
  private final Map<TaskRef, ProgressBar> bars = new LinkedHashMap<>();

  ProgressBars(Console console, int width, Collection<TaskRef> refs) {
    this.console = console;
    int longest = refs.stream().mapToInt(ref -> name(ref).length()).max().orElse(0);
    for (TaskRef ref : refs) {
      int row = bars.size();
      bars.put(
          ref,
          new ProgressBarBuilder()
              .setTaskName(name(ref) + " ".repeat(longest - name(ref).length()))
              .setInitialMax(100)
              .setStyle(ProgressBarStyle.ASCII)
              .hideEta()
              .continuousUpdate()
              .setUpdateIntervalMillis(1000)
              .setConsumer(
                  new DelegatingProgressBarConsumer(text -> console.row(row, text), width - 1))
              .build());
    }
  }

  @Override
  public void stateChanged(VideoTask task) {
    Integer progress = task.progress();
    show(task.ref(), progress == null ? -1 : progress, task.state().name());
  }

  @Override
  public void queryFailed(TaskRef ref, String message) {
    show(ref, -1, "asking again");
  }

  @Override
  public void downloadProgress(TaskRef ref, long bytes, @Nullable Long total) {
    int percent = total == null || total < 1 ? 0 : (int) (Math.min(bytes, total) * 100 / total);
    show(ref, percent, TerminalText.bytes(bytes, total));
  }

  @Override
  public void finished(TaskRef ref, String message) {
    show(ref, message.equals("COMPLETED") ? 100 : -1, message);
    ProgressBar bar = bars.remove(ref);
    if (bar != null) {
      bar.close(); // its row stays on screen
    }
  }

  @Override
  public void close() {
    bars.values().forEach(ProgressBar::close);
    console.leaveRows();
  }

  private void show(TaskRef ref, int progress, String message) {
    ProgressBar bar = bars.get(ref);
    if (bar != null) {
      if (progress >= 0) {
        bar.stepTo(progress);
      }
      bar.setExtraMessage(" " + message);
      bar.refresh();
    }
  }

  private static String name(TaskRef ref) {
    String name = ref.toString();
    return name.length() <= MAX_NAME_LENGTH ? name : name.substring(0, MAX_NAME_LENGTH - 1) + "…";
  }
}
