package io.videotask.benchmarks.query;

import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.gateway.Gateway;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** This client and the alternatives on the same class path. */
public final class OwnContenders {
  private static final String PATH = "/v1/video/generations/task_1";
  private static final String KEY = "sk-benchmark-0123456789";

  private OwnContenders() {}

  /** Takes {@code ours | ours-openai | okhttp | jdk}, and the server's URL. */
  public static void main(String[] words) throws Exception {
    switch (words[0]) {
      case "ours" -> ours(Gateway.newApi(words[1], ApiKey.of(KEY)));
      case "ours-openai" -> ours(Gateway.openAiVideos(words[1], ApiKey.of(KEY)));
      case "okhttp" -> okHttp(words[1]);
      case "jdk" -> jdk(words[1]);
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private static void ours(Gateway gateway) throws Exception {
    VideoTasks videos = VideoTasks.builder().gateway(gateway).build();
    TaskRef ref = new TaskRef(gateway.name(), "task_1");
    Rounds.serve(() -> require(videos.query(ref).state() == TaskState.IN_PROGRESS));
  }

  /** Reads the answer without parsing it. */
  private static void okHttp(String url) throws Exception {
    // As many idle connections as callers, otherwise it would keep opening new ones.
    OkHttpClient client =
        new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(64, 5, TimeUnit.MINUTES))
            .build();
    Rounds.serve(
        () -> {
          Request request =
              new Request.Builder()
                  .url(url + PATH)
                  .header("Authorization", "Bearer " + KEY)
                  .build();
          try (Response response = client.newCall(request).execute()) {
            require(response.body().string().length() > 10);
          }
        });
  }

  private static void jdk(String url) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    Rounds.serve(
        () -> {
          HttpRequest request =
              HttpRequest.newBuilder(URI.create(url + PATH))
                  .header("Authorization", "Bearer " + KEY)
                  .build();
          HttpResponse<String> response =
              client.send(request, HttpResponse.BodyHandlers.ofString());
          require(response.body().length() > 10);
        });
  }

  private static void require(boolean right) {
    if (!right) {
      throw new IllegalStateException("that was not the answer");
    }
  }
}
