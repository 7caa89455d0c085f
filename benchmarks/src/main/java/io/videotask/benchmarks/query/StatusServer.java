package io.videotask.benchmarks.query;

import io.videotask.benchmarks.LoopbackServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Answers status queries in several protocols from memory, in a process of its own, so that its CPU
 * time is not counted as a client's. {@code /connections} returns how many connections sent other
 * requests.
 */
public final class StatusServer {
  private static final AtomicLong CONNECTIONS = new AtomicLong();

  private StatusServer() {}

  /** Prints its port and serves until the process ends. */
  public static void main(String[] words) throws IOException {
    LoopbackServer.serve(StatusServer::answer);
  }

  /** Starts the server; its port is the first line of output. */
  public static Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            StatusServer.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String answer(String path, boolean first) {
    if (path.equals("/connections")) {
      // The connection of this request is not a client's.
      return String.valueOf(CONNECTIONS.get());
    }
    if (first) {
      CONNECTIONS.incrementAndGet();
    }
    return body(path, Instant.now().getEpochSecond());
  }

  /**
   * Returns each gateway's answer for a running task. That of new-api, with its vendor's answer
   * inside, is twice as long as the others.
   */
  private static String body(String path, long now) {
    if (path.contains("/video/generations/")) {
      return ("{\"code\":\"success\",\"message\":\"\",\"data\":{\"id\":41,\"created_at\":%d,\"updated_at\":%d,"
              + "\"task_id\":\"task_1\",\"platform\":\"50\",\"action\":\"textGenerate\",\"status\":\"IN_PROGRESS\","
              + "\"fail_reason\":\"\",\"submit_time\":%d,\"start_time\":%d,\"finish_time\":0,\"progress\":\"30%%\","
              + "\"properties\":{\"input\":\"\",\"origin_model_name\":\"kling-v1\"},\"data\":{\"code\":0,"
              + "\"message\":\"SUCCEED\",\"request_id\":\"r-1\",\"data\":{\"task_id\":\"829\",\"task_status\":\"processing\","
              + "\"created_at\":%d000,\"updated_at\":%d000}}}}")
          .formatted(now - 60, now - 5, now - 60, now - 45, now - 60, now - 5);
    }
    if (path.contains("/operations/")) {
      return "{\"name\":\"models/veo-3/operations/task_1\",\"done\":false,\"metadata\":{\"@type\":"
          + "\"type.googleapis.com/google.ai.generativelanguage.v1beta.GenerateVideosMetadata\","
          + "\"progressPercent\":30}}";
    }
    if (path.contains("/contents/generations/")) {
      return "{\"id\":\"task_1\",\"model\":\"doubao-seedance-1-0-pro\",\"status\":\"running\",\"created_at\":"
          + now
          + ",\"updated_at\":"
          + now
          + ",\"resolution\":\"720p\",\"ratio\":\"16:9\",\"duration\":5,\"framespersecond\":24}";
    }
    if (path.contains("/api/v1/tasks/")) {
      return "{\"request_id\":\"r-1\",\"output\":{\"task_id\":\"task_1\",\"task_status\":\"RUNNING\","
          + "\"submit_time\":\"2026-11-21 12:00:00.000\",\"scheduled_time\":\"2026-11-21 12:00:01.000\"}}";
    }
    if (path.contains("/videos/")) {
      return "{\"id\":\"task_1\",\"object\":\"video\",\"model\":\"sora-2\",\"status\":\"in_progress\",\"progress\":30,"
          + "\"created_at\":"
          + now
          + ",\"seconds\":\"8\",\"size\":\"1280x720\",\"quality\":\"standard\"}";
    }
    String url = "https://queue.fal.run/a/b/requests/task_1";
    return "{\"status\":\"IN_PROGRESS\",\"request_id\":\"task_1\",\"response_url\":\""
        + url
        + "\",\"status_url\":\""
        + url
        + "/status\",\"cancel_url\":\""
        + url
        + "/cancel\",\"logs\":[]}";
  }
}
