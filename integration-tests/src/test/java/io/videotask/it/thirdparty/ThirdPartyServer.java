package io.videotask.it.thirdparty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A server of others, as a process on a port of this machine. Its output is in a file. */
final class ThirdPartyServer implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(5);

  private final Process process;
  private final String baseUrl;

  private ThirdPartyServer(Process process, String baseUrl) {
    this.process = process;
    this.baseUrl = baseUrl;
  }

  /**
   * Starts a server, and returns when it answers.
   *
   * @param command the program and its arguments, {@code PORT} for the port
   * @param readyPath a path that is answered once the server is up, with whatever status
   * @param log receives what it prints
   */
  static ThirdPartyServer start(
      List<String> command, Map<String, String> environment, String readyPath, Path log)
      throws IOException, InterruptedException {
    int port = freePort();
    List<String> resolved =
        command.stream().map(word -> word.replace("PORT", Integer.toString(port))).toList();
    Files.createDirectories(Objects.requireNonNull(log.toAbsolutePath().getParent()));
    ProcessBuilder builder =
        new ProcessBuilder(resolved).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    ThirdPartyServer server = new ThirdPartyServer(builder.start(), "http://127.0.0.1:" + port);
    try {
      server.awaitReady(readyPath, log);
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  String baseUrl() {
    return baseUrl;
  }

  private void awaitReady(String path, Path log) throws IOException, InterruptedException {
    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(Duration.ofSeconds(5)).build();
    long end = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < end) {
      if (!process.isAlive()) {
        throw new IOException("the server has ended; its output is in " + log);
      }
      try {
        http.send(request, HttpResponse.BodyHandlers.discarding());
        return;
      } catch (IOException notYet) {
        // A wait of its own: the process has no other sign that it is up.
        process.waitFor(500, TimeUnit.MILLISECONDS);
      }
    }
    throw new IOException("the server does not answer; its output is in " + log);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
