package io.videotask.benchmarks.start;

import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** One GET with OkHttp, and its answer on standard output. */
public final class BareGet {
  private BareGet() {}

  /** The address. */
  public static void main(String[] words) throws IOException {
    OkHttpClient client = new OkHttpClient();
    Request request =
        new Request.Builder().url(words[0]).header("Authorization", "Bearer sk-benchmark").build();
    try (Response response = client.newCall(request).execute()) {
      System.out.println(response.body().string());
    }
    // Its threads would keep the machine going for a minute.
    System.exit(0);
  }
}
