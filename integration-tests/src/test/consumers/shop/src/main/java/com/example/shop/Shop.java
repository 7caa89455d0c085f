package com.example.shop;

import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.gateway.Gateway;
import io.videotask.task.TaskRef;
import java.time.Duration;

/** Sells videos: waits for one and says where it is. */
public final class Shop {
  private Shop() {}

  /** The URL of a task's video. */
  public static String video(String gateway, String task) {
    try (VideoTasks videos =
        VideoTasks.builder()
            .gateway(Gateway.newApi(gateway, ApiKey.of("sk-of-the-shop")))
            .build()) {
      return videos
          .await(new TaskRef("new-api", task), Duration.ofMinutes(1))
          .orThrow()
          .video()
          .url();
    }
  }
}
