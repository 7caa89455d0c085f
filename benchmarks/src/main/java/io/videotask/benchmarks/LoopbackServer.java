package io.videotask.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A minimal HTTP server: it reads the request line and the content length, and answers with JSON
 * over persistent connections.
 */
public final class LoopbackServer implements AutoCloseable {
  private static final int LONGEST_HEAD = 16 << 10;

  private final ServerSocket server;
  private final Answers answers;

  /** Creates the answers. */
  public interface Answers {
    /**
     * Returns the JSON for a request.
     *
     * @param first whether it is the first request of its connection
     */
    String to(String path, boolean first);
  }

  private LoopbackServer(ServerSocket server, Answers answers) {
    this.server = server;
    this.answers = answers;
  }

  /** Serves on a free port until it is closed, on daemon threads. */
  public static LoopbackServer start(Answers answers) throws IOException {
    ServerSocket socket = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    LoopbackServer server = new LoopbackServer(socket, answers);
    daemon(server::accept);
    return server;
  }

  /** Prints the port and serves until the process ends. */
  public static void serve(Answers answers) throws IOException {
    ServerSocket socket = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    System.out.println(socket.getLocalPort());
    new LoopbackServer(socket, answers).accept();
  }

  /** Returns the base URL. */
  public String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        daemon(() -> serve(socket));
      }
    } catch (IOException e) {
      if (!server.isClosed()) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(null, work, "server", 256 << 10);
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Socket socket) {
    byte[] head = new byte[LONGEST_HEAD];
    boolean first = true;
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream(), LONGEST_HEAD)) {
      for (String path = path(in, head); path != null; path = path(in, head)) {
        socket.getOutputStream().write(http(answers.to(path, first)));
        first = false;
      }
    } catch (IOException e) {
      // The client has closed the connection, and reports its own errors.
      return;
    }
  }

  private static @Nullable String path(InputStream in, byte[] head) throws IOException {
    int length = 0;
    while (true) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      head[length++] = (byte) next;
      if (next == '\n' && length >= 4 && head[length - 3] == '\n') {
        break;
      }
    }
    int from = 0;
    while (head[from++] != ' ') {}
    int to = from;
    while (head[to] != ' ') {
      to++;
    }
    if (head[0] == 'P') {
      in.skipNBytes(contentLength(new String(head, 0, length, StandardCharsets.ISO_8859_1)));
    }
    return new String(head, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static long contentLength(String head) {
    String name = "\r\ncontent-length:";
    int at = head.toLowerCase(Locale.ROOT).indexOf(name) + name.length();
    return Long.parseLong(head.substring(at, head.indexOf('\r', at)).strip());
  }

  private static byte[] http(String json) {
    return ("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n"
            + "Content-Length: "
            + json.length()
            + "\r\n\r\n"
            + json)
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
