package io.videotask.benchmarks.drill;

import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.gateway.Gateway;
import io.videotask.schedule.Schedule;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Waits for all tasks concurrently with this client, as documented. */
final class OurWaits {
  private OurWaits() {}

  public static void main(String[] words) throws InterruptedException {
    Path tokenFile = Path.of(words[1]);
    ApiKey key =
        ApiKey.suppliedBy(
            () -> {
              try {
                return Files.readString(tokenFile);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    try (VideoTasks videos =
        VideoTasks.builder()
            .gateway(Gateway.newApi(words[0], key))
            .requestTimeout(Duration.ofSeconds(5))
            .schedule(Schedule.adaptive(Duration.ofSeconds(20)))
            .build()) {
      List<CompletableFuture<?>> waits = new ArrayList<>();
      for (int i = 0; i < Integer.parseInt(words[2]); i++) {
        TaskRef ref = new TaskRef("new-api", Script.id(i));
        Thread.sleep(2);
        waits.add(
            videos
                .awaitAsync(ref, Duration.ofMinutes(10))
                .handle((task, thrown) -> print(ref, task, thrown)));
      }
      CompletableFuture.allOf(waits.toArray(new CompletableFuture<?>[0])).join();
    }
  }

  private static boolean print(TaskRef ref, @Nullable VideoTask task, @Nullable Throwable thrown) {
    String end =
        task == null
            ? "THREW\t" + thrown
            : task.state()
                + "\t"
                + task.match(
                    pending -> "",
                    completed -> String.valueOf(completed.video().url()),
                    ended -> String.valueOf(ended.failure().message()));
    System.out.println(ref.id() + "\t" + end);
    return true;
  }
}
