package io.videotask.it.thirdparty;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Runway as far as LiteLLM's proxy asks it: a task that has finished at the third query. */
final class FakeRunway implements AutoCloseable {
  private static final String TASK = "17f20503-6c24-4c16-946b-35dbbce2af2f";

  private final HttpServer server;
  private final String key;
  private final byte[] video;
  private volatile String submit = "";
  private final AtomicInteger queries = new AtomicInteger();

  FakeRunway(String key, byte[] video) throws IOException {
    this.key = key;
    this.video = video;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns the path and the body of the last submit. */
  String lastSubmit() {
    return submit;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean authorised =
        ("Bearer " + key).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    if (path.equals("/out.mp4")) {
      send(exchange, 200, video);
    } else if (!authorised) {
      send(exchange, 401, "{\"error\":\"Unauthorized\"}");
    } else if (path.equals("/text_to_video") || path.equals("/image_to_video")) {
      submit = path + " " + body;
      queries.set(0);
      send(exchange, 200, "{\"id\":\"" + TASK + "\"}");
    } else if (path.equals("/tasks/" + TASK)) {
      send(exchange, 200, task(queries.incrementAndGet()));
    } else {
      send(exchange, 404, "{\"error\":\"Not found\"}");
    }
  }

  private String task(int query) {
    String start =
        "{\"id\":\"" + TASK + "\",\"createdAt\":\"2026-11-29T09:00:00.000Z\",\"status\":\"";
    return switch (query) {
      case 1 -> start + "PENDING\"}";
      case 2 -> start + "RUNNING\",\"progress\":0.4}";
      default -> start + "SUCCEEDED\",\"output\":[\"" + baseUrl() + "/out.mp4\"]}";
    };
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    send(exchange, status, json.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
