package io.videotask.cli.demo;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another server than the gateway, as videos mostly lie on one: it must never see the key. It cuts
 * one video in its middle, once, and goes on from any byte on request.
 */
final class DemoCdn implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,9})-");

  private final List<Life> lives;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(DemoCdn::daemon);
  private final AtomicBoolean toCut = new AtomicBoolean(true);
  private final AtomicInteger resumed = new AtomicInteger();

  private DemoCdn(List<Life> lives, HttpServer server) {
    this.lives = lives;
    this.server = server;
  }

  static DemoCdn start(List<Life> lives) throws IOException {
    InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    DemoCdn cdn = new DemoCdn(lives, HttpServer.create(new InetSocketAddress(here, 0), 16));
    cdn.server.createContext("/", cdn::serve);
    cdn.server.setExecutor(cdn.threads);
    cdn.server.start();
    return cdn;
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How many downloads went on where they had been cut. */
  int resumed() {
    return resumed.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Optional<Life> life = lives.stream().filter(one -> path.contains(one.id())).findFirst();
      byte[] video = life.map(Life::bytes).orElse(null);
      if (video == null || exchange.getRequestHeaders().containsKey("Authorization")) {
        exchange.sendResponseHeaders(video == null ? 404 : 400, -1);
        return;
      }
      send(exchange, video, "\"" + life.get().id() + "\"");
    }
  }

  private void send(HttpExchange exchange, byte[] video, String tag) throws IOException {
    int from = from(exchange.getRequestHeaders(), tag, video.length);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "video/mp4");
    headers.set("ETag", tag);
    headers.set("Accept-Ranges", "bytes");
    if (from > 0) {
      resumed.incrementAndGet();
      headers.set("Content-Range", "bytes " + from + "-" + (video.length - 1) + "/" + video.length);
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, video.length - from);
    OutputStream out = exchange.getResponseBody();
    // Less than was promised: the connection is closed, and the rest has to be asked for.
    int to = toCut.getAndSet(false) ? video.length / 2 : video.length;
    out.write(video, from, to - from);
    out.flush();
  }

  /** Where to begin, as far as what the client has is a part of the same video. */
  private static int from(Headers asked, String tag, int length) {
    String range = asked.getFirst("Range");
    Matcher matcher = RANGE.matcher(range == null ? "" : range);
    int from = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    return tag.equals(asked.getFirst("If-Range")) && from < length ? from : 0;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "demo-cdn");
    thread.setDaemon(true);
    return thread;
  }
}
