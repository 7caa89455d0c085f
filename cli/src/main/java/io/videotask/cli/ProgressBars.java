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

/** A live bar a task. */
final class ProgressBars implements ProgressDisplay {
  /** More than that would not fit on a screen. */
  static final int MOST = 20;

  private static final int LONGEST_NAME = 36;

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
  public void changed(VideoTask task) {
    Integer progress = task.progress();
    show(task.ref(), progress == null ? -1 : progress, task.state().name());
  }

  @Override
  public void trouble(TaskRef ref, String what) {
    show(ref, -1, "asking again");
  }

  @Override
  public void fetched(TaskRef ref, long bytes, @Nullable Long total) {
    int share = total == null || total < 1 ? 0 : (int) (Math.min(bytes, total) * 100 / total);
    show(ref, share, TerminalText.bytes(bytes, total));
  }

  @Override
  public void over(TaskRef ref, String word) {
    show(ref, word.equals("COMPLETED") ? 100 : -1, word);
    ProgressBar bar = bars.remove(ref);
    if (bar != null) {
      bar.close(); // its row stays as it is
    }
  }

  @Override
  public void close() {
    bars.values().forEach(ProgressBar::close);
    console.releaseRows();
  }

  private void show(TaskRef ref, int progress, String word) {
    ProgressBar bar = bars.get(ref);
    if (bar != null) {
      if (progress >= 0) {
        bar.stepTo(progress);
      }
      bar.setExtraMessage(" " + word);
      bar.refresh();
    }
  }

  private static String name(TaskRef ref) {
    String name = ref.toString();
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }
}
