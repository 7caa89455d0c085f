package io.videotask.cli;

import io.videotask.task.Observation;
import io.videotask.task.TaskFailure;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tasks for tests. */
final class Snapshots {
  static final TaskRef REF = TaskRef.parse("new-api:t1");

  private Snapshots() {}

  static VideoTask pending(String word, @Nullable Integer progress) {
    return new VideoTask.Pending(observation(TaskState.IN_PROGRESS, word, progress, List.of()));
  }

  static VideoTask completed() {
    VideoResult video =
        new VideoResult(
            "https://cdn.example.test/v.mp4?a=1&b=<2>",
            false,
            null,
            "306793063383292",
            "mp4",
            1366L,
            768L,
            5.1,
            24.0,
            null,
            null,
            Instant.parse("2025-08-29T16:46:25Z"));
    return new VideoTask.Completed(
        observation(TaskState.COMPLETED, "SUCCESS", 100, List.of("a note")), List.of(video, video));
  }

  static VideoTask failed(TaskFailure failure) {
    return new VideoTask.Ended(observation(TaskState.FAILED, "FAILURE", 100, List.of()), failure);
  }

  private static Observation observation(
      TaskState state, String word, @Nullable Integer progress, List<String> notes) {
    Instant submitted = Instant.parse("2025-08-29T07:44:32Z");
    Instant finished = state.isTerminal() ? Instant.parse("2025-08-29T07:45:35Z") : null;
    return new Observation(
        REF, state, word, progress, submitted, null, finished, notes, Instant.EPOCH, "");
  }
}
