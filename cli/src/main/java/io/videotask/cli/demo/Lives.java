package io.videotask.cli.demo;

import java.util.List;

/** The lives that the demo plays, in the shapes that real gateways answer in. */
final class Lives {
  private static final String NEW_API = "new-api";
  private static final String ANY_API = "minimax-anyapi";

  private Lives() {}

  static List<Life> all() {
    return List.of(
        Life.of(NEW_API, "task_9RrguII6WEI4J8GWxxl69VJweFOOiZmp", "Kling, and all goes well")
            .from(0, "kling-not-start")
            .from(1, "kling-submitted")
            .from(3, "kling-in-progress")
            .from(8, "kling-success")
            .ending("COMPLETED"),
        Life.of(
                NEW_API,
                "task_UDw99rj199v08wDVBV62gIPLaKyDFeg1",
                "Sora, with a 502 page, a torn connection and a 429 on the way")
            .from(0, "sora-not-start")
            .from(1, "sora-queued")
            .onceAt(1.5, Reply.badGateway())
            .from(3, "sora-in-progress")
            .onceAt(4, Reply.connectionReset())
            .onceAt(6, Reply.tooManyRequests(1))
            .from(9, "sora-success")
            .ending("COMPLETED"),
        Life.of(NEW_API, "task_fsjRtRzm9MiIc1Hks8MEG7bki5IyjJrC", "Hailuo, whose output is refused")
            .from(0, "hailuo-not-start")
            .from(2, "hailuo-in-progress")
            .from(6, "hailuo-failure")
            .ending("FAILED"),
        Life.of(NEW_API, "task_LG9ANiH1WjZwJCIK9OPFABUPovu6OrxZ", "Veo, in the simple shape")
            .from(0, "gemini-processing")
            .from(7, "gemini-succeeded")
            .ending("COMPLETED"),
        Life.of(ANY_API, "306792606023824", "MiniMax behind AnyAPI, whose fail_reason is a file id")
            .from(0, "anyapi-submitted")
            .from(1.5, "anyapi-preparing")
            .from(3, "anyapi-queueing")
            .from(5, "anyapi-processing")
            .from(10, "anyapi-success")
            .ending("COMPLETED"));
  }
}
