package io.videotask.cli;

import io.videotask.VideoTasks;
import io.videotask.VideoTasksBuilder;
import io.videotask.error.VideoTaskException;
import io.videotask.poll.PollListener;
import io.videotask.task.VideoTask;

/** The library's client with a poll listener that can be set after it is built. */
final class Client implements AutoCloseable {
  private final VideoTasks videos;
  private volatile PollListener<VideoTask> listener = new PollListener<>() {};

  /**
   * @throws IllegalArgumentException if a setting is invalid
   */
  Client(CommandContext context, OutputOptions output, VideoTasksBuilder builder) {
    if (output.verbose()) {
      builder.requestListener(context.requests());
    }
    videos = builder.listener(new Relay()).build();
  }

  private final class Relay implements PollListener<VideoTask> {
    @Override
    public void onAnswer(VideoTask task) {
      listener.onAnswer(task);
    }

    @Override
    public void onFailure(RuntimeException failure, int inARow) {
      listener.onFailure(failure, inARow);
    }
  }

  VideoTasks videos() {
    return videos;
  }

  /** Sets the listener for all polls from now on. */
  void setListener(PollListener<VideoTask> newListener) {
    listener = newListener;
  }

  /** Cancels everything in progress with a {@link VideoTaskException}. */
  @Override
  public void close() {
    videos.close();
  }
}
