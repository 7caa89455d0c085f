package com.example.shop;

import io.videotask.spring.OnVideoTaskEnd;
import io.videotask.task.VideoRequest;
import io.videotask.tracker.TrackedEnd;
import io.videotask.tracker.Tracker;
import java.util.Map;
import org.springframework.stereotype.Component;

@Component
record VideoOrders(Tracker tracker, Videos videos) {
  void order(String order, String prompt) {
    tracker.submit(VideoRequest.of(prompt).model("kling-v1").build(), Map.of("order", order));
  }

  @OnVideoTaskEnd
  void ended(TrackedEnd end) {
    videos.save(end.key(), end.task().attributes().get("order"), end.outcome().name());
  }
}
