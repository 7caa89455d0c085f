package io.videotask.it.faults;

import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Gateway;
import io.videotask.task.VideoTask;
import java.time.Duration;

/** Queries one task in a small JVM, and prints the result and the time taken. */
final class BombRun {
  private BombRun() {}

  public static void main(String[] words) {
    try (VideoTasks videos =
        VideoTasks.builder()
            .gateway(Gateway.newApi(words[0], ApiKey.of(FaultFixture.KEY)))
            .requestTimeout(Duration.ofSeconds(Long.parseLong(words[1])))
            .random(() -> -1L)
            .build()) {
      long begun = System.nanoTime();
      String outcome;
      try {
        VideoTask task = videos.query(FaultFixture.REF);
        outcome = task.state() + " " + task.notes();
      } catch (VideoTaskException e) {
        outcome = e.kind() + " " + e.getMessage();
      }
      System.out.println((System.nanoTime() - begun) / 1_000_000 + " " + outcome);
    }
  }
}
