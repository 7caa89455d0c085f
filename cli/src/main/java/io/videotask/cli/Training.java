package io.videotask.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Runs what everyday calls run, against a socket of its own. The launcher archives the classes that
 * this loads, so that later calls start faster.
 */
public final class Training {
  private static final String BODY =
      "{\"code\":\"success\",\"message\":\"\",\"data\":{\"task_id\":\"t1\",\"action\":\"generate\","
          + "\"status\":\"SUCCESS\",\"fail_reason\":\"\",\"result_url\":\"https://cdn.example.test/v.mp4\","
          + "\"submit_time\":1756453472,\"start_time\":0,\"finish_time\":1756453535,"
          + "\"progress\":\"100%\",\"data\":null}}";

  private Training() {}

  /** Runs the calls and exits in the ordinary way, which is when the archive is written. */
  public static void main(String[] args) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      Thread gateway = new Thread(() -> serve(server), "training-gateway");
      gateway.setDaemon(true);
      gateway.start();
      String url = "http://127.0.0.1:" + server.getLocalPort();
      call("--version");
      call("gateways");
      call("explain");
      call("explain", "--json");
      call("status", "new-api:t1", "--base-url", url);
      call("status", "new-api:t1", "--base-url", url, "--json", "--verbose");
      call("wait", "new-api:t1", "--base-url", url, "--json", "--interval", "1s");
      call("status", "new-api:other", "--base-url", url, "--json");
      call("status", "t1");
    }
    System.exit(0);
  }

  private static void call(String... args) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    InputStream in = new ByteArrayInputStream(BODY.getBytes(StandardCharsets.UTF_8));
    int unused =
        new App(new Host(in, nowhere, nowhere, Map.of(Keys.VARIABLE, "sk-training"), 0)).run(args);
  }

  private static void serve(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        skipHead(socket.getInputStream());
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        String head =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                + body.length
                + "\r\n\r\n";
        OutputStream out = socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static void skipHead(InputStream in) throws IOException {
    int ends = 0;
    for (int c = in.read(); c >= 0 && ends < 2; c = in.read()) {
      ends = c == '\n' ? ends + 1 : c == '\r' ? ends : 0;
      if (ends == 2) {
        return;
      }
    }
  }
}
