package io.videotask.it.download;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A server on a raw socket that follows its script exactly and records its requests. */
final class VideoHost implements AutoCloseable {
  final List<Asked> asked = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();
  volatile Function<Asked, DownloadReply> script;
  private final ServerSocket server;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  VideoHost(Function<Asked, DownloadReply> script) throws IOException {
    this.script = script;
    this.server = new ServerSocket(0, 100, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    daemon(this::accept);
  }

  /** A request. */
  record Asked(String method, String path, Map<String, String> headers) {
    String header(String name) {
      return headers.get(name);
    }
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getLocalPort() + path;
  }

  int port() {
    return server.getLocalPort();
  }

  /** Returns the number of requests for this path. */
  long asked(String path) {
    return asked.stream().filter(a -> a.path().equals(path)).count();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        open.add(socket);
        daemon(() -> converse(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void converse(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Asked request = read(in);
      while (request != null) {
        asked.add(request);
        if (!send(script.apply(request), socket)) {
          return;
        }
        request = read(in);
      }
    } catch (IOException e) {
      // The client has disconnected, as some tests intend.
      return;
    }
  }

  /** Returns whether the connection stays open. */
  private static boolean send(DownloadReply reply, Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " X\r\n");
    reply.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    int end = reply.cutAt() < 0 ? reply.body().length : reply.cutAt();
    out.write(reply.body(), 0, Math.min(end, reply.body().length));
    out.flush();
    if (reply.stalls()) {
      socket.getInputStream().readAllBytes();
      return false;
    }
    return reply.cutAt() < 0 && !"close".equals(reply.headers().get("Connection"));
  }

  private static Asked read(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    String[] words = first.split(" ", -1);
    return new Asked(words[0].toUpperCase(Locale.ROOT), words[1], headers);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "video-host");
    thread.setDaemon(true);
    thread.start();
  }
}
