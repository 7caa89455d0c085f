package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.shop.acme.AcmeAdapter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Explanation;
import io.videotask.gateway.Gateway;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway of the shop's own: a spec, a mapping, and no Java. */
class OwnGatewayTest {
  private static final String DONE =
      """
      {"status":"Succeed","reason":"","results":{"videos":[{"url":"https://cdn.example/v.mp4"}],
       "timings":{"inference":61.2},"seed":42}}
      """;

  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/video/submit", call -> answer(call, "{\"requestId\":\"r-1\"}"));
    server.createContext("/v1/video/status", call -> answer(call, DONE));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange call, String json) throws IOException {
    bodies.add(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.sendResponseHeaders(200, bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }

  @Test
  void theServiceLoaderFindsIt() {
    assertEquals(
        Dialect.of(new AcmeAdapter()), Dialect.named("acme").orElseThrow());
    assertTrue(Dialect.all().contains(Dialect.NEW_API));
  }

  @Test
  void itSubmitsAndWaits() {
    Gateway gateway =
        Gateway.of(
            Dialect.named("acme").orElseThrow(),
            "http://127.0.0.1:" + server.getAddress().getPort(),
            ApiKey.of("sk-of-the-shop"));
    try (VideoTasks videos = VideoTasks.builder().gateway(gateway).build()) {
      SubmitOutcome outcome =
          videos.submit(VideoRequest.of("a kite").model("Wan-AI/Wan2.2").build());
      TaskRef ref = ((SubmitOutcome.Accepted) outcome).task();
      assertEquals("acme:r-1", ref.toString());

      VideoTask.Completed done = videos.await(ref, Duration.ofMinutes(1)).orThrow();
      assertEquals("https://cdn.example/v.mp4", done.video().url());
      assertEquals(42L, done.video().seed());
    }
    assertEquals("{\"model\":\"Wan-AI/Wan2.2\",\"prompt\":\"a kite\"}", bodies.get(0));
    assertEquals("{\"requestId\":\"r-1\"}", bodies.get(1));
  }

  @Test
  void itExplains() {
    byte[] failed =
        "{\"status\":\"Failed\",\"reason\":\"the image is too small\",\"results\":null}"
            .getBytes(StandardCharsets.UTF_8);
    Explanation explained = Dialect.named("acme").orElseThrow().explain(failed);
    VideoTask.Ended ended = (VideoTask.Ended) ((Explanation.OfTask) explained).task();
    assertEquals("the image is too small", ended.failure().message());
  }
}
