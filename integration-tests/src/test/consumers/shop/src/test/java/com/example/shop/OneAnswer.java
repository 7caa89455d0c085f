package com.example.shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A gateway whose every task is completed, with nothing but java.base. */
final class OneAnswer implements AutoCloseable {
  static final String URL = "https://cdn.example.com/v.mp4?sig=a%2Fb";
  private static final String BODY =
      "{\"task_id\":\"task_abc\",\"status\":\"completed\",\"url\":\"" + URL + "\"}";

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  /** The lines of the last request's head. */
  volatile String asked = "";

  OneAnswer() throws IOException {
    Thread thread = new Thread(this::serve);
    thread.setDaemon(true);
    thread.start();
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket caller = socket.accept()) {
        BufferedReader in = new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
          head.append(line).append('\n');
        }
        asked = head.toString();
        caller
            .getOutputStream()
            .write(
                ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                        + BODY.length()
                        + "\r\n\r\n"
                        + BODY)
                    .getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        // closed, or the caller has gone
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
