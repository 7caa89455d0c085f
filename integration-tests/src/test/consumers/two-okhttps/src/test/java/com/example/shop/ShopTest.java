package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ShopTest {
  @Test
  void isToldAtTheStartWhichJarsCollide() throws Exception {
    try (OneAnswer gateway = new OneAnswer()) {
      var thrown =
          assertThrows(
              IllegalStateException.class, () -> Shop.video(gateway.url(), "task_abc"));
      System.out.println("TOLD " + thrown.getMessage().replaceAll("\\S*/", ""));
      assertEquals("", gateway.asked);
    }
  }
}
