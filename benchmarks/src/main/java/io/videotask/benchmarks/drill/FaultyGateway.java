package io.videotask.benchmarks.drill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server on a loopback port that plays the script: it is down for 20 s and returns on the same
 * port, later accepts another token, and then is down for three minutes.
 */
final class FaultyGateway implements AutoCloseable {
  private static final int BACKLOG = 4_096;
  private static final String FIRST_TOKEN = "drill-token-1";
  private static final String SECOND_TOKEN = "drill-token-2";

  private final Script script;
  private final VendorProtocol protocol;
  private final Path tokenFile;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(null, task, "drill-gateway", 256 * 1024);
            thread.setDaemon(true);
            return thread;
          });
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicIntegerArray queries;
  private final AtomicLong begun = new AtomicLong();
  private final int port;
  private volatile ServerSocket listening;
  private volatile boolean closed;
  private volatile boolean rotated;

  FaultyGateway(Script script, VendorProtocol protocol, Path folder) throws IOException {
    this.script = script;
    this.protocol = protocol;
    this.queries = new AtomicIntegerArray(script.count());
    this.tokenFile = folder.resolve("token");
    Files.writeString(tokenFile, FIRST_TOKEN);
    this.listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    this.port = listening.getLocalPort();
    threads.execute(() -> accept(listening));
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  Path tokenFile() {
    return tokenFile;
  }

  int requests() {
    return requests.get();
  }

  VendorProtocol protocol() {
    return protocol;
  }

  Script script() {
    return script;
  }

  Duration now() {
    return Duration.ofNanos(System.nanoTime() - begun.get());
  }

  void countRequest() {
    requests.incrementAndGet();
    if (begun.compareAndSet(0, System.nanoTime()) && !script.isCalm()) {
      threads.execute(this::playOutages);
    }
  }

  /** Returns the number of this query for its task, from 1. */
  int nextQuery(int task) {
    return queries.incrementAndGet(task);
  }

  boolean accepts(String token) {
    return token.equals(rotated ? SECOND_TOKEN : FIRST_TOKEN) || token.equals(SECOND_TOKEN);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    listening.close();
    closeConnections();
    threads.shutdownNow();
  }

  private void playOutages() {
    try {
      takeDown(Script.RESTART_BEGINS, Script.RESTART_ENDS);
      sleepUntil(Script.TOKEN_ROTATES);
      Path next = tokenFile.resolveSibling("next-token");
      Files.writeString(next, SECOND_TOKEN);
      Files.move(next, tokenFile, StandardCopyOption.ATOMIC_MOVE);
      rotated = true;
      if (script.hasLongOutage()) {
        takeDown(Script.AWAY_BEGINS, Script.AWAY_ENDS);
      }
    } catch (IOException e) {
      if (!closed) {
        throw new IllegalStateException("the drill's gateway could not be restarted", e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void takeDown(Duration from, Duration to) throws IOException, InterruptedException {
    sleepUntil(from);
    listening.close();
    closeConnections();
    sleepUntil(to);
    ServerSocket again = new ServerSocket();
    again.setReuseAddress(true);
    again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    listening = again;
    threads.execute(() -> accept(again));
  }

  private void sleepUntil(Duration moment) throws InterruptedException {
    Thread.sleep(Math.max(0, moment.minus(now()).toMillis()));
  }

  private void accept(ServerSocket server) {
    while (!closed) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        threads.execute(
            () -> {
              new Conversation(this, socket).run();
              sockets.remove(socket);
            });
      } catch (IOException e) {
        return;
      }
    }
  }

  private void closeConnections() {
    for (Socket socket : sockets) {
      try {
        socket.setSoLinger(true, 0);
        socket.close();
      } catch (IOException ignored) {
        // It was already closed.
      }
    }
    sockets.clear();
  }
}
