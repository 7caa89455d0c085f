package io.videotask;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A fake gateway that cuts the connection of each create after a given number of bytes, of the
 * request first and then of the answer. Remembers which create made which task.
 */
final class CuttingGateway implements AutoCloseable {
  private static final Pattern FIELD =
      Pattern.compile(
          "\"(safety_identifier|external_task_id|prompt|model|model_name)\":\"([^\"]*)\"");
  private static final Pattern QUERY = Pattern.compile("[?&]([a-z_]+)=([^&]*)");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Protocol protocol;
  private final Supplier<Instant> clock;
  private final IntUnaryOperator cuts;
  private final List<Task> tasks = new ArrayList<>();
  private int creates;

  /** How many other requests were answered. */
  int queries;

  enum Protocol {
    ARK,
    KLING,
    DASHSCOPE,
    OPENAI
  }

  /** A task, and the request that made it. */
  record Task(String id, String correlationId, Map<String, String> fields, Instant createdAt) {}

  /** A request, or as much of it as was to be read. */
  private record Received(String method, String path, Map<String, String> headers, String body) {}

  /**
   * @param cuts from the number of a create to the bytes after which it is cut; negative for never
   */
  CuttingGateway(Protocol protocol, Supplier<Instant> clock, IntUnaryOperator cuts)
      throws IOException {
    this.protocol = protocol;
    this.clock = clock;
    this.cuts = cuts;
    this.server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    threads.execute(
        () -> {
          while (!server.isClosed()) {
            try {
              Socket socket = server.accept();
              threads.execute(() -> serve(socket));
            } catch (IOException e) {
              return;
            }
          }
        });
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  synchronized List<Task> tasks() {
    return List.copyOf(tasks);
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        Counted read = new Counted(in);
        Received request = read.request();
        if (request == null) {
          return;
        }
        boolean create = isCreate(request);
        byte[] answer = answer(request, create);
        int allowed = create ? read.allowed - read.count : -1;
        int length = allowed < 0 || !create || read.allowed < 0 ? answer.length : allowed;
        socket.getOutputStream().write(answer, 0, Math.min(length, answer.length));
        socket.getOutputStream().flush();
        if (length < answer.length) {
          return;
        }
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  /** Reads a request byte by byte, and stops a create where it is cut. */
  private final class Counted {
    private final InputStream in;
    private int count;
    private int allowed = -1;

    Counted(InputStream in) {
      this.in = in;
    }

    @Nullable Received request() throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = next(head.length() == 0);
        if (next < 0) {
          return null;
        }
        head.append((char) next);
        if (count == 1 && next == 'P') {
          allowed = cuts.applyAsInt(nextCreate());
        }
      }
      String[] lines = head.toString().split("\r\n", -1);
      Map<String, String> headers = new HashMap<>();
      for (int i = 1; i < lines.length; i++) {
        int colon = lines[i].indexOf(':');
        if (colon > 0) {
          headers.put(
              lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
              lines[i].substring(colon + 1).strip());
        }
      }
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      for (int i = 0; i < length; i++) {
        int next = next(false);
        if (next < 0) {
          return null;
        }
        body.write(next);
      }
      String[] first = lines[0].split(" ", 3);
      return new Received(first[0], first[1], headers, body.toString(StandardCharsets.UTF_8));
    }

    private int next(boolean first) throws IOException {
      if (!first && allowed >= 0 && count >= allowed) {
        return -1;
      }
      int next = in.read();
      count++;
      return next;
    }
  }

  private synchronized int nextCreate() {
    return creates++;
  }

  private static boolean isCreate(Received request) {
    return request.method().equals("POST");
  }

  private synchronized byte[] answer(Received request, boolean create) {
    queries += create ? 0 : 1;
    String body = create ? created(request) : found(request);
    int status = body.contains("\"code\":1203") ? 404 : 200;
    String head =
        "HTTP/1.1 "
            + status
            + " OK\r\nContent-Type: application/json\r\nDate: "
            + DATE.format(clock.get())
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.UTF_8);
  }

  private String created(Received request) {
    Map<String, String> fields = new HashMap<>();
    Matcher field = FIELD.matcher(request.body());
    while (field.find()) {
      fields.put(field.group(1), field.group(2));
    }
    String id = "task" + (880_000 + tasks.size());
    Task task =
        new Task(
            id, request.headers().getOrDefault("x-client-request-id", ""), fields, clock.get());
    tasks.add(task);
    return switch (protocol) {
      case ARK -> "{\"id\":\"" + id + "\"}";
      case KLING -> "{\"code\":0,\"message\":\"SUCCEED\",\"data\":" + row(task) + "}";
      case DASHSCOPE ->
          "{\"output\":{\"task_id\":\""
              + id
              + "\",\"task_status\":\"PENDING\"},\"request_id\":\"r\"}";
      case OPENAI -> row(task);
    };
  }

  private String found(Received request) {
    Map<String, String> query = new HashMap<>();
    Matcher parameter = QUERY.matcher(request.path());
    while (parameter.find()) {
      query.put(parameter.group(1), parameter.group(2));
    }
    if (protocol == Protocol.KLING) {
      String id = request.path().replaceFirst(".*/", "");
      return tasks.stream()
          .filter(task -> id.equals(task.fields().get("external_task_id")))
          .findFirst()
          .map(task -> "{\"code\":0,\"message\":\"SUCCEED\",\"data\":" + row(task) + "}")
          .orElse("{\"code\":1203,\"message\":\"no such task\",\"request_id\":\"r\"}");
    }
    int size = Integer.parseInt(query.getOrDefault("limit", query.getOrDefault("page_size", "20")));
    int page = Integer.parseInt(query.getOrDefault("page_num", query.getOrDefault("page_no", "1")));
    int from = (page - 1) * size;
    String after = query.get("after");
    List<Task> newest = new ArrayList<>(tasks);
    java.util.Collections.reverse(newest);
    if (after != null) {
      for (int i = 0; i < newest.size(); i++) {
        from = newest.get(i).id().equals(after) ? i + 1 : from;
      }
    }
    int to = Math.min(newest.size(), from + size);
    String rows =
        String.join(",", newest.subList(Math.min(from, to), to).stream().map(this::row).toList());
    return switch (protocol) {
      case ARK -> "{\"items\":[" + rows + "],\"total\":" + tasks.size() + "}";
      case DASHSCOPE -> "{\"request_id\":\"r\",\"data\":[" + rows + "],\"total\":9}";
      default ->
          "{\"object\":\"list\",\"data\":[" + rows + "],\"has_more\":" + (to < newest.size()) + "}";
    };
  }

  private String row(Task task) {
    long seconds = task.createdAt().getEpochSecond();
    long millis = task.createdAt().toEpochMilli();
    String model = task.fields().getOrDefault("model", "");
    return switch (protocol) {
      case ARK ->
          "{\"id\":\"%s\",\"model\":\"%s\",\"status\":\"queued\",\"created_at\":%d,\"safety_identifier\":\"%s\"}"
              .formatted(
                  task.id(), model, seconds, task.fields().getOrDefault("safety_identifier", ""));
      case KLING ->
          "{\"task_id\":\"%s\",\"task_status\":\"submitted\",\"task_info\":{\"external_task_id\":\"%s\"},\"created_at\":%d}"
              .formatted(task.id(), task.fields().get("external_task_id"), millis);
      case DASHSCOPE ->
          "{\"task_id\":\"%s\",\"status\":\"PENDING\",\"model_name\":\"%s\",\"gmt_create\":%d}"
              .formatted(task.id(), model, millis);
      case OPENAI ->
          "{\"id\":\"%s\",\"object\":\"video\",\"status\":\"queued\",\"model\":\"%s\",\"prompt\":\"%s\",\"created_at\":%d}"
              .formatted(task.id(), model, task.fields().getOrDefault("prompt", ""), seconds);
    };
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
