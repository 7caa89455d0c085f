package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.Moshi;
import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.gateway.Gateway;
import io.videotask.generated.newapi.NewApiJson;
import io.videotask.generated.runtime.RawJson;
import io.videotask.task.TaskRef;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** The shop has an OkHttpClient and a Moshi already. */
class OwnClientsTest {
  @Test
  void theShopsOwnHttpClientIsUsed() throws Exception {
    OkHttpClient own =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain ->
                    chain.proceed(
                        chain.request().newBuilder().header("X-Shop", "seven").build()))
            .build();
    try (OneAnswer gateway = new OneAnswer();
        VideoTasks videos =
            VideoTasks.builder()
                .gateway(Gateway.newApi(gateway.url(), ApiKey.of("sk-of-the-shop")))
                .httpClient(own)
                .build()) {
      assertEquals(
          OneAnswer.URL, videos.query(new TaskRef("new-api", "task_abc")).orThrow().video().url());
      assertTrue(gateway.asked.contains("X-Shop: seven"), gateway.asked);
    }
    assertTrue(!own.dispatcher().executorService().isShutdown());
  }

  @Test
  void theShopsOwnMoshiIsLeftAloneAndCanReadOurTypes() throws Exception {
    Moshi own = new Moshi.Builder().add(new NewApiJson()).build();
    assertEquals(List.of("a", "b"), own.adapter(Object.class).fromJson("[\"a\", \"b\"]"));
    RawJson raw = own.adapter(RawJson.class).fromJson("9007199254740993");
    assertEquals("9007199254740993", raw.text());
  }
}
