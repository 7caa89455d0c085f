package io.videotask.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Serves one finished task and its video, whose bytes are cheap to generate. */
final class DownloadServer {
  private static final int CHUNK = 1 << 20;

  private DownloadServer() {}

  static void serve(long bytes) throws IOException {
    byte[] noise = new byte[CHUNK];
    new Random(1).nextBytes(noise);
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK).put(noise).flip();
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = server.socket().getLocalPort();
      System.out.println(port);
      while (true) {
        SocketChannel client = server.accept();
        Thread thread = new Thread(() -> answer(client, port, chunk.duplicate(), bytes));
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  private static void answer(SocketChannel client, int port, ByteBuffer chunk, long bytes) {
    try (client) {
      String request = request(client);
      if (request.contains("/video.mp4")) {
        send(client, "Content-Type: video/mp4\r\nETag: \"1\"\r\nContent-Length: " + bytes, "");
        for (long sent = 0; sent < bytes; ) {
          chunk.clear().limit((int) Math.min(CHUNK, bytes - sent));
          sent += client.write(chunk);
        }
      } else {
        String body =
            "{\"task_id\":\"task_1\",\"status\":\"completed\",\"url\":\"http://127.0.0.1:"
                + port
                + "/video.mp4\"}";
        send(client, "Content-Type: application/json\r\nContent-Length: " + body.length(), body);
      }
    } catch (IOException e) {
      // The client has closed the connection, and reports its own errors.
      return;
    }
  }

  private static String request(SocketChannel client) throws IOException {
    StringBuilder request = new StringBuilder();
    ByteBuffer bytes = ByteBuffer.allocate(8192);
    while (request.indexOf("\r\n\r\n") < 0 && client.read(bytes.clear()) > 0) {
      request.append(StandardCharsets.ISO_8859_1.decode(bytes.flip()));
    }
    return request.toString();
  }

  private static void send(SocketChannel client, String headers, String body) throws IOException {
    String text = "HTTP/1.1 200 OK\r\nConnection: close\r\n" + headers + "\r\n\r\n" + body;
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    while (bytes.hasRemaining()) {
      client.write(bytes);
    }
  }
}
