package com.example.shop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A shop that sells videos: an order is a POST. */
@SpringBootApplication
@RestController
public class ShopApplication {
  private final VideoOrders orders;
  private final Videos videos;

  ShopApplication(VideoOrders orders, Videos videos) {
    this.orders = orders;
    this.videos = videos;
  }

  @PostMapping("/orders/{order}")
  public void order(@PathVariable String order) {
    orders.order(order, "a red kite");
  }

  @GetMapping("/orders")
  public String all() {
    return String.join("\n", videos.all());
  }

  public static void main(String[] args) {
    SpringApplication.run(ShopApplication.class, args);
  }
}
