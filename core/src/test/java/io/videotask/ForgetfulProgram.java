package io.videotask;

import io.videotask.auth.ApiKey;
import io.videotask.gateway.Gateway;
import io.videotask.task.TaskRef;
import java.time.Duration;

/** Waits asynchronously, and returns from main without closing the client. */
final class ForgetfulProgram {
  private ForgetfulProgram() {}

  public static void main(String[] args) {
    VideoTasks videos =
        VideoTasks.builder().gateway(Gateway.newApi(args[0], ApiKey.of("sk-canary-1"))).build();
    TaskRef task = TaskRef.parse("new-api:task_1");
    videos.query(task);
    videos.awaitAsync(task, Duration.ofHours(1));
    System.out.println(System.currentTimeMillis());
  }
}
