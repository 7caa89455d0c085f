package io.videotask.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in front of a fake gateway, and cuts the connections of submits after a number of bytes,
 * of the request first and then of its answer. A submit is told by the id that the client gives
 * each. Thread-safe.
 */
final class CuttingServer implements AutoCloseable {
  private static final Pattern SUBMIT = Pattern.compile("(?i)\r\nX-Client-Request-Id:");
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *(\\d+)");
  private static final int MAX_HEAD = 64 * 1024;
  private static final int BACKLOG = 1024;

  private final ServerSocket server;
  private final int target;
  private final IntUnaryOperator cuts;
  private final AtomicInteger submits = new AtomicInteger();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "videotask-cutting-server");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param port where it listens; 0 for any that is free
   * @param target the port of the gateway
   * @param cuts from the number of a submit, which begins with 0, to the bytes after which it is
   *     cut; negative for never
   */
  CuttingServer(int port, int target, IntUnaryOperator cuts) {
    this.target = target;
    this.cuts = cuts;
    try {
      this.server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket gateway = new Socket(InetAddress.getLoopbackAddress(), target)) {
      byte[] head = head(client.getInputStream());
      String text = new String(head, StandardCharsets.ISO_8859_1);
      int allowed = SUBMIT.matcher(text).find() ? cuts.applyAsInt(submits.getAndIncrement()) : -1;
      if (allowed >= 0) {
        submit(client, gateway, head, text, allowed);
        return;
      }
      gateway.getOutputStream().write(head);
      threads.execute(() -> copy(client, gateway));
      gateway.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // One of them has gone.
    }
  }

  /** Passes on what of a submit and of its answer is allowed. */
  private static void submit(Socket client, Socket gateway, byte[] head, String text, int allowed)
      throws IOException {
    Matcher length = LENGTH.matcher(text);
    int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
    if (allowed < head.length + body) {
      client.getInputStream().readNBytes(Math.max(0, allowed - head.length));
      return; // A request that is not complete creates nothing.
    }
    OutputStream out = gateway.getOutputStream();
    // The connection is not used again, so that its end is that of the answer.
    out.write(
        text.replaceFirst("\r\n", "\r\nConnection: close\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    out.write(client.getInputStream().readNBytes(body));
    out.flush();
    byte[] answer = gateway.getInputStream().readAllBytes();
    client
        .getOutputStream()
        .write(answer, 0, Math.min(answer.length, allowed - head.length - body));
    client.getOutputStream().flush();
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // One of them has gone.
    }
  }

  private static byte[] head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int ends = 0;
    while (ends < 4 && head.size() < MAX_HEAD) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.write(next);
      ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : next == '\r' ? 1 : 0;
    }
    return head.toByteArray();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
