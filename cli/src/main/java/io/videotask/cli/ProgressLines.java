package io.videotask.cli;

import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;

/** A plain line for each piece of news: for logs, pipes and terminals that can't do more. */
final class ProgressLines implements Progress {
  private final Console console;

  ProgressLines(Console console) {
    this.console = console;
  }

  @Override
  public void changed(VideoTask task) {
    console.say(Text.of(task));
  }

  @Override
  public void trouble(TaskRef ref, String what) {
    console.say(Text.oneLine(ref + " asking again: " + what));
  }
}
