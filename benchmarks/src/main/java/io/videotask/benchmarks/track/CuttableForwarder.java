package io.videotask.benchmarks.track;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Forwards connections to a local port, until they are cut. Thread-safe. */
final class CuttableForwarder implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  CuttableForwarder(int target) throws IOException {
    this.server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    this.target = target;
    daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Closes all connections and refuses others, or lets them through again. */
  void cut(boolean now) throws IOException {
    cut = now;
    if (now) {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        if (cut) {
          client.close();
          continue;
        }
        Socket database = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        database.setTcpNoDelay(true);
        open.add(client);
        open.add(database);
        daemon(() -> copy(client, database));
        daemon(() -> copy(database, client));
      } catch (IOException e) {
        // That connection is lost, or the forwarder is closed.
      }
    }
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[16 << 10];
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        out.write(buffer, 0, length);
        out.flush();
      }
    } catch (IOException e) {
      // The other end sees its connection closed.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(null, work, "forwarder", 256 << 10);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    cut(true);
    server.close();
  }
}
