package io.videotask.benchmarks.start;

import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Sends one GET with OkHttp and prints the answer. */
public final class BareGet {
  private BareGet() {}

  /** Takes the URL. */
  public static void main(String[] words) throws IOException {
    OkHttpClient client = new OkHttpClient();
    Request request =
        new Request.Builder().url(words[0]).header("Authorization", "Bearer sk-benchmark").build();
    try (Response response = client.newCall(request).execute()) {
      System.out.println(response.body().string());
    }
    // Its threads would keep the JVM alive for a minute.
    System.exit(0);
  }
}
