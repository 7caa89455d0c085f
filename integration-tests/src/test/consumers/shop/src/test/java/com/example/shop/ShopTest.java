package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import org.junit.jupiter.api.Test;

class ShopTest {
  @Test
  void waitsForAVideo() throws Exception {
    try (OneAnswer gateway = new OneAnswer()) {
      assertEquals(OneAnswer.URL, Shop.video(gateway.url(), "task_abc"));
    }
  }

  @Test
  void thereIsOneOkHttp() throws Exception {
    assertEquals(
        1,
        Collections.list(getClass().getClassLoader().getResources("okhttp3/OkHttpClient.class"))
            .size());
  }
}
