package io.videotask.tracker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A gateway that finds tasks by the client's own id, as Kling does. Each submit is answered, or its
 * connection is closed after or before the task was created. Thread-safe.
 */
final class FakeKling implements AutoCloseable {
  private static final Pattern CLIENT_ID = Pattern.compile("\"external_task_id\":\"([^\"]*)\"");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, String> clientIds = new LinkedHashMap<>();
  private final Deque<Mode> modes = new ArrayDeque<>();
  private final List<String> queries = new ArrayList<>();
  private int submits;
  private boolean broken;

  /** What becomes of a submit. */
  enum Mode {
    ANSWERED,
    /** The task exists, and the answer is lost. */
    ANSWER_LOST,
    /** The request is lost. */
    REQUEST_LOST
  }

  FakeKling() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  synchronized void nextSubmits(Mode... next) {
    modes.addAll(List.of(next));
  }

  /** Answers queries with an error until this is called with false. */
  synchronized void broken(boolean now) {
    broken = now;
  }

  synchronized int submits() {
    return submits;
  }

  synchronized int queries() {
    return queries.size();
  }

  /** Creates a task, as a submit with this id of the client's own does. */
  synchronized String create(String clientId) {
    String id = "77000" + clientIds.size();
    clientIds.put(id, clientId);
    return id;
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    try (exchange) {
      String answer =
          exchange.getRequestMethod().equals("POST")
              ? submit(body)
              : query(exchange.getRequestURI().getPath());
      if (answer.isEmpty()) {
        return;
      }
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      int status = answer.contains("\"code\":1203") ? 404 : answer.contains("5000") ? 500 : 200;
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private synchronized String submit(String body) {
    submits++;
    Mode mode = modes.isEmpty() ? Mode.ANSWERED : modes.remove();
    if (mode == Mode.REQUEST_LOST) {
      return "";
    }
    Matcher id = CLIENT_ID.matcher(body);
    String task = create(id.find() ? id.group(1) : "");
    return mode == Mode.ANSWERED ? row(task, "submitted") : "";
  }

  private synchronized String query(String path) {
    queries.add(path);
    String id = path.substring(path.lastIndexOf('/') + 1);
    if (broken) {
      return "{\"code\":5000,\"message\":\"internal error\",\"request_id\":\"r\"}";
    }
    return clientIds.entrySet().stream()
        .filter(task -> task.getKey().equals(id) || task.getValue().equals(id))
        .findFirst()
        .map(task -> row(task.getKey(), "succeed"))
        .orElse("{\"code\":1203,\"message\":\"no such task\",\"request_id\":\"r\"}");
  }

  private String row(String task, String status) {
    String result =
        status.equals("succeed")
            ? ",\"task_result\":{\"videos\":[{\"id\":\"v\",\"duration\":\"5\","
                + "\"url\":\"https://cdn.example.com/v.mp4\"}]}"
            : "";
    return "{\"code\":0,\"message\":\"SUCCEED\",\"request_id\":\"r\",\"data\":{\"task_id\":\""
        + task
        + "\",\"task_status\":\""
        + status
        + "\",\"task_info\":{\"external_task_id\":\""
        + clientIds.get(task)
        + "\"}"
        + result
        + "}}";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
