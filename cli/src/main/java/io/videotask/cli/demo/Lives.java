package io.videotask.cli.demo;

import java.util.List;

/** The lives that the demo plays, in the shapes that real gateways answer in. */
final class Lives {
  private static final String NEW_API = "new-api";
  private static final String ANY_API = "minimax-anyapi";

  private Lives() {}

  static List<Life> all() {
    return List.of(kling(), sora(), hailuo(), veo(), minimax());
  }

  private static Life kling() {
    Life.Order order = new Life.Order(NEW_API, "kling-v1", "a colony of green dots");
    String id = "task_9RrguII6WEI4J8GWxxl69VJweFOOiZmp";
    return Life.of(order, id, "Kling; its video is cut on the way")
        .from(0, "kling-not-start")
        .from(1, "kling-submitted")
        .from(3, "kling-in-progress")
        .from(8, "kling-success")
        .completedWith("kling");
  }

  private static Life sora() {
    Life.Order order = new Life.Order(NEW_API, "sora-2", "the edge of a fractal");
    String id = "task_UDw99rj199v08wDVBV62gIPLaKyDFeg1";
    return Life.of(order, id, "Sora, with a 502 page, a torn connection and a 429 on the way")
        .from(0, "sora-not-start")
        .from(1, "sora-queued")
        .onceAt(1.5, Reply.badGateway())
        .from(3, "sora-in-progress")
        .onceAt(4, Reply.connectionReset())
        .onceAt(6, Reply.tooManyRequests(1))
        .from(9, "sora-success")
        .completedWith("sora");
  }

  private static Life hailuo() {
    Life.Order order = new Life.Order(NEW_API, "MiniMax-Hailuo-2.3", "something that is refused");
    String id = "task_fsjRtRzm9MiIc1Hks8MEG7bki5IyjJrC";
    return Life.of(order, id, "Hailuo, whose output is refused")
        .from(0, "hailuo-not-start")
        .from(2, "hailuo-in-progress")
        .from(6, "hailuo-failure")
        .ending("FAILED");
  }

  private static Life veo() {
    Life.Order order = new Life.Order(NEW_API, "veo-3.1", "the bars of a test picture");
    String id = "task_LG9ANiH1WjZwJCIK9OPFABUPovu6OrxZ";
    return Life.of(order, id, "Veo, in the simple shape")
        .from(0, "gemini-processing")
        .from(7, "gemini-succeeded")
        .completedWith("gemini");
  }

  private static Life minimax() {
    Life.Order order = new Life.Order(ANY_API, "MiniMax-Hailuo-02", "colours that change places");
    return Life.of(order, "306792606023824", "MiniMax behind AnyAPI; its fail_reason is a file id")
        .from(0, "anyapi-submitted")
        .from(1.5, "anyapi-preparing")
        .from(3, "anyapi-queueing")
        .from(5, "anyapi-processing")
        .from(10, "anyapi-success")
        .completedWith("anyapi");
  }
}
