package io.videotask.it.faults;

import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.gateway.Gateway;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A {@code main} that waits without blocking, closes nothing and returns. */
final class LeaveRun {
  private LeaveRun() {}

  public static void main(String[] words) throws Exception {
    VideoTasks videos =
        VideoTasks.builder().gateway(Gateway.newApi(words[0], ApiKey.of(FaultFixture.KEY))).build();
    CompletableFuture<VideoTask> wait = videos.awaitAsync(FaultFixture.REF, Duration.ofHours(1));
    switch (words[1]) {
      case "ended" -> System.out.println(wait.get().state());
      case "running" -> {
        while (videos.query(FaultFixture.REF).state().isTerminal()) {
          Thread.onSpinWait();
        }
        System.out.println("still running");
      }
      case "asking" -> {
        Thread.sleep(300);
        System.out.println("still asking");
      }
      default -> System.out.println("at once");
    }
    System.out.println("left at " + System.currentTimeMillis());
  }
}
