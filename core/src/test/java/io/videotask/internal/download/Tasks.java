package io.videotask.internal.download;

import io.videotask.task.Observation;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finished tasks for tests. */
final class Tasks {
  static final TaskRef REF = TaskRef.parse("new-api:task_1");

  private Tasks() {}

  /** Returns a task with a video for each URL; one without a URL where it is null. */
  static VideoTask.Completed completed(@Nullable String... urls) {
    List<VideoResult> videos = new ArrayList<>();
    for (String url : urls) {
      videos.add(video(url, null, null));
    }
    return new VideoTask.Completed(seen(null, null), videos);
  }

  static VideoTask.Completed of(VideoResult video) {
    return new VideoTask.Completed(seen(null, null), List.of(video));
  }

  /** Returns a task without a URL, with these times. */
  static VideoTask.Completed at(@Nullable Instant submitted, @Nullable Instant finished) {
    return new VideoTask.Completed(seen(submitted, finished), List.of(video(null, null, null)));
  }

  static VideoResult video(@Nullable String url, @Nullable String backup, @Nullable String fileId) {
    return new VideoResult(
        url, false, backup, fileId, null, null, null, null, null, null, null, null);
  }

  static VideoTask.Pending pending() {
    return new VideoTask.Pending(observation(TaskState.IN_PROGRESS, null, null));
  }

  private static Observation seen(@Nullable Instant submitted, @Nullable Instant finished) {
    return observation(TaskState.COMPLETED, submitted, finished);
  }

  private static Observation observation(
      TaskState state, @Nullable Instant submitted, @Nullable Instant finished) {
    return new Observation(
        REF, state, null, null, submitted, null, finished, List.of(), Instant.EPOCH, "{}");
  }
}
