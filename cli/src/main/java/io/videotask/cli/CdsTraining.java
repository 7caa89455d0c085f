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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs typical commands against a local socket. The launcher archives the classes that this loads
 * (class data sharing), so that later runs start faster.
 */
public final class CdsTraining {
  private static final String BODY =
      "{\"code\":\"success\",\"message\":\"\",\"data\":{\"task_id\":\"t1\",\"action\":\"generate\","
          + "\"status\":\"SUCCESS\",\"fail_reason\":\"\",\"result_url\":\"/v1/videos/t1/content\","
          + "\"submit_time\":1756453472,\"start_time\":0,\"finish_time\":1756453535,"
          + "\"progress\":\"100%\",\"data\":null}}";

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *([0-9]{1,6})");

  private CdsTraining() {}

  /** Runs the commands and exits normally, which writes the archive. */
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
      submitAndDownload(url);
    }
    System.exit(0);
  }

  private static void submitAndDownload(String url) throws IOException {
    call(
        "submit",
        "--gateway=new-api",
        "--model=m",
        "--prompt=p",
        "--param=n=1",
        "--json",
        "--base-url=" + url);
    Path file = Files.createTempFile("videotask-training-", ".mp4");
    try {
      call("download", "new-api:t1", "-o", file.toString(), "--overwrite", "--base-url", url);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void call(String... args) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    InputStream in = new ByteArrayInputStream(BODY.getBytes(StandardCharsets.UTF_8));
    CommandRunner runner =
        new CommandRunner(
            new ProcessEnvironment(
                in, nowhere, nowhere, Map.of(ApiKeySource.VARIABLE, "sk-training"), 0));
    Thread unusedHook = Main.shutdownHook(runner);
    int unused = runner.run(args);
  }

  private static void serve(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        boolean isVideo = head(socket.getInputStream()).contains("/content ");
        byte[] body = (isVideo ? "\0\0\0\24ftypisom" : BODY).getBytes(StandardCharsets.UTF_8);
        String head =
            "HTTP/1.1 200 OK\r\nContent-Type: "
                + (isVideo ? "video/mp4" : "application/json")
                + "\r\nConnection: close\r\nContent-Length: "
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

  /** Reads the head of a request and skips its body. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      head.append((char) c);
      if (c == '\n' && head.toString().endsWith("\r\n\r\n")) {
        break;
      }
    }
    Matcher length = LENGTH.matcher(head);
    if (length.find()) {
      in.skipNBytes(Long.parseLong(length.group(1)));
    }
    return head.toString();
  }
}
