package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.example.shop.acme.AcmeAdapter;
import io.videotask.VideoTasks;
import io.videotask.error.ErrorKind;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Dialect;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.RecordedRequest;
import io.videotask.testkit.Reply;
import org.junit.jupiter.api.Test;

/** A gateway of the shop's own that needs code, with the fake gateway. */
class OwnGatewayTest {
  private static final TaskRef REF = new TaskRef("acme", "r-1");

  private static Dialect acme() {
    return Dialect.named("acme").orElseThrow();
  }

  @Test
  void theServiceLoaderFindsTheSubclass() {
    assertEquals(Dialect.of(new ShopAdapter()), acme());
    assertEquals(false, Dialect.of(new AcmeAdapter()).equals(acme()));
  }

  @Test
  void itsCodeRunsForEachQuery() {
    try (FakeGateway gateway = FakeGateway.start();
        VideoTasks videos = gateway.client(acme()).build()) {
      gateway.answer(
          RecordedRequest.Operation.QUERY,
          Reply.json(200, "{\"status\":\"InProgress\",\"results\":null}"));

      assertEquals(TaskState.IN_PROGRESS, videos.query(REF).state());

      RecordedRequest query = gateway.requests().get(0);
      assertEquals("POST /v1/video/status", query.method() + " " + query.path());
      assertEquals("shard-3", query.headers().get("X-Shard"));
      assertEquals("{\"requestId\":\"r-1\"}", query.body());
    }
  }

  @Test
  void theFakeGatewayHasARouteForItsPostQuery() {
    try (FakeGateway gateway = FakeGateway.start();
        VideoTasks videos = gateway.client(acme()).build()) {
      VideoTaskException e = assertThrows(VideoTaskException.class, () -> videos.query(REF));

      assertEquals(ErrorKind.NOT_FOUND, e.kind(), e::getMessage);
      assertEquals(RecordedRequest.Operation.QUERY, gateway.requests().get(0).operation());
    }
  }
}
