package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class KotlinShopTest {
  @Test
  void waitsForAVideo() throws Exception {
    try (OneAnswer gateway = new OneAnswer();
        KotlinShop shop = new KotlinShop(gateway.url())) {
      assertEquals(OneAnswer.URL, shop.video("task_abc"));
      assertNull(shop.seconds("task_abc"));
    }
  }
}
