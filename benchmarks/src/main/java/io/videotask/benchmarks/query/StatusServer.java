package io.videotask.benchmarks.query;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Answers status queries of several gateways from memory, in a process of its own, so that its work
 * is not counted as a client's. {@code /connections} tells how many connections asked for anything
 * else.
 */
public final class StatusServer {
  private static final AtomicLong CONNECTIONS = new AtomicLong();

  private StatusServer() {}

  /** Prints its port, and serves until it is ended. */
  public static void main(String[] words) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress())) {
      System.out.println(server.getLocalPort());
      while (true) {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        Thread thread = new Thread(() -> serve(socket));
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  private static void serve(Socket socket) {
    boolean counted = false;
    byte[] head = new byte[16 << 10];
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream(), 16 << 10)) {
      while (true) {
        int length = readHead(in, head);
        if (length < 0) {
          return;
        }
        String path = path(head);
        if (!counted && !path.equals("/connections")) {
          counted = true;
          CONNECTIONS.incrementAndGet();
        }
        socket.getOutputStream().write(answer(path));
      }
    } catch (IOException e) {
      // Whoever went away has what it wanted, or says so itself.
      return;
    }
  }

  private static int readHead(InputStream in, byte[] head) throws IOException {
    int length = 0;
    while (true) {
      int next = in.read();
      if (next < 0) {
        return -1;
      }
      head[length++] = (byte) next;
      if (next == '\n' && length >= 4 && head[length - 3] == '\n') {
        return length;
      }
    }
  }

  private static String path(byte[] head) {
    int from = 4;
    int to = from;
    while (head[to] != ' ') {
      to++;
    }
    return new String(head, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static byte[] answer(String path) {
    String body =
        path.equals("/connections")
            ? String.valueOf(CONNECTIONS.get())
            : body(path, Instant.now().getEpochSecond());
    return ("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n"
            + "Date: Sat, 21 Nov 2026 12:00:00 GMT\r\nX-Oneapi-Request-Id: 2026112112000000000000abc\r\n"
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Each gateway's own answer for a task under way, all of about the same size. */
  private static String body(String path, long now) {
    if (path.contains("/video/generations/")) {
      return ("{\"code\":\"success\",\"message\":\"\",\"data\":{\"id\":41,\"created_at\":%d,\"updated_at\":%d,"
              + "\"task_id\":\"task_1\",\"platform\":\"50\",\"action\":\"textGenerate\",\"status\":\"IN_PROGRESS\","
              + "\"fail_reason\":\"\",\"submit_time\":%d,\"start_time\":%d,\"finish_time\":0,\"progress\":\"30%%\","
              + "\"properties\":{\"input\":\"\",\"origin_model_name\":\"kling-v1\"},\"data\":{\"code\":0,"
              + "\"message\":\"SUCCEED\",\"request_id\":\"r-1\",\"data\":{\"task_id\":\"829\",\"task_status\":\"processing\","
              + "\"created_at\":%d000,\"updated_at\":%d000}}}}")
          .formatted(now - 60, now - 5, now - 60, now - 45, now - 60, now - 5);
    }
    if (path.contains("/operations/")) {
      return "{\"name\":\"models/veo-3/operations/task_1\",\"done\":false,\"metadata\":{\"@type\":"
          + "\"type.googleapis.com/google.ai.generativelanguage.v1beta.GenerateVideosMetadata\","
          + "\"progressPercent\":30}}";
    }
    if (path.contains("/contents/generations/")) {
      return "{\"id\":\"task_1\",\"model\":\"doubao-seedance-1-0-pro\",\"status\":\"running\",\"created_at\":"
          + now
          + ",\"updated_at\":"
          + now
          + ",\"resolution\":\"720p\",\"ratio\":\"16:9\",\"duration\":5,\"framespersecond\":24}";
    }
    if (path.contains("/api/v1/tasks/")) {
      return "{\"request_id\":\"r-1\",\"output\":{\"task_id\":\"task_1\",\"task_status\":\"RUNNING\","
          + "\"submit_time\":\"2026-11-21 12:00:00.000\",\"scheduled_time\":\"2026-11-21 12:00:01.000\"}}";
    }
    if (path.contains("/videos/")) {
      return "{\"id\":\"task_1\",\"object\":\"video\",\"model\":\"sora-2\",\"status\":\"in_progress\",\"progress\":30,"
          + "\"created_at\":"
          + now
          + ",\"seconds\":\"8\",\"size\":\"1280x720\",\"quality\":\"standard\"}";
    }
    String address = "https://queue.fal.run/a/b/requests/task_1";
    return "{\"status\":\"IN_PROGRESS\",\"request_id\":\"task_1\",\"response_url\":\""
        + address
        + "\",\"status_url\":\""
        + address
        + "/status\",\"cancel_url\":\""
        + address
        + "/cancel\",\"logs\":[]}";
  }
}
