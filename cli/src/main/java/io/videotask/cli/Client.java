package io.videotask.cli;

import io.videotask.VideoTasks;
import io.videotask.VideoTasksBuilder;
import io.videotask.error.VideoTaskException;
import io.videotask.poll.PollListener;
import io.videotask.task.VideoTask;

/** The library's client, and who hears what its waits see: whom, is known after it is built. */
final class Client implements AutoCloseable {
  private final VideoTasks videos;
  private volatile PollListener<VideoTask> audience = new PollListener<>() {};

  /**
   * @throws IllegalArgumentException when it can't be built as asked
   */
  Client(CommandContext call, OutputOptions output, VideoTasksBuilder builder) {
    if (output.verbose()) {
      builder.requestListener(call.requests());
    }
    videos = builder.listener(new Relay()).build();
  }

  private final class Relay implements PollListener<VideoTask> {
    @Override
    public void onAnswer(VideoTask task) {
      audience.onAnswer(task);
    }

    @Override
    public void onFailure(RuntimeException failure, int inARow) {
      audience.onFailure(failure, inARow);
    }
  }

  VideoTasks videos() {
    return videos;
  }

  /** From now on, this one hears what waits see. */
  void tell(PollListener<VideoTask> listener) {
    audience = listener;
  }

  /** Ends what is under way with a {@link VideoTaskException}. */
  @Override
  public void close() {
    videos.close();
  }
}
