package io.videotask.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A new-api server on which every task is finished. It serves videos fast or slowly, from any byte.
 */
final class VideoServer implements AutoCloseable {
  private static final String TAG = "\"v1\"";
  private static final int PIECE = 20_000;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final byte[] video;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong lastRange = new AtomicLong();
  private volatile boolean slow;

  private VideoServer(HttpServer server, int size) {
    this.server = server;
    this.video = new byte[size];
    new Random(7).nextBytes(video);
    byte[] head = "\0\0\0\24ftypisom".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(head, 0, video, 0, head.length);
  }

  static VideoServer start(int size) throws IOException {
    InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer server = HttpServer.create(new InetSocketAddress(here, 0), 16);
    VideoServer started = new VideoServer(server, size);
    server.createContext("/", started::serve);
    server.setExecutor(started.threads);
    server.start();
    return started;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  byte[] video() {
    return video.clone();
  }

  int requests() {
    return requests.get();
  }

  /** Returns the first byte of the last range that was requested. */
  long lastRange() {
    return lastRange.get();
  }

  void slowDown() {
    slow = true;
  }

  void speedUp() {
    slow = false;
  }

  /** Waits until this many bytes of videos have been sent in total. */
  void awaitSent(long bytes) throws InterruptedException {
    while (sent.get() < bytes) {
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      exchange.getRequestBody().readAllBytes();
      if (path.equals("/v.mp4")) {
        sendVideo(exchange);
      } else if (exchange.getRequestMethod().equals("POST")) {
        send(exchange, "{\"id\":\"made\",\"status\":\"queued\"}");
      } else {
        String id = path.substring(path.lastIndexOf('/') + 1);
        send(
            exchange,
            "{\"task_id\":\""
                + id
                + "\",\"status\":\"completed\",\"url\":\""
                + url()
                + "/v.mp4\"}");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private void sendVideo(HttpExchange exchange) throws IOException, InterruptedException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    boolean same = TAG.equals(exchange.getRequestHeaders().getFirst("If-Range"));
    int from = range == null || !same ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
    lastRange.set(from);
    exchange.getResponseHeaders().set("Content-Type", "video/mp4");
    exchange.getResponseHeaders().set("ETag", TAG);
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (video.length - 1) + "/" + video.length);
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, video.length - from);
    OutputStream out = exchange.getResponseBody();
    for (int at = from; at < video.length; at += PIECE) {
      byte[] piece = Arrays.copyOfRange(video, at, Math.min(at + PIECE, video.length));
      out.write(piece);
      out.flush();
      sent.addAndGet(piece.length);
      Thread.sleep(slow ? 50 : 0);
    }
  }
}
