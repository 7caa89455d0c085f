package io.videotask.internal.http;

import io.videotask.http.RequestListener;
import io.videotask.time.SystemTimeSource;
import java.time.Duration;

/**
 * Creates a transport, sends nothing, and prints whether the JVM's threads that wait for the
 * sockets of virtual threads run.
 */
final class UnusedTransport {
  private UnusedTransport() {}

  public static void main(String[] args) {
    HttpTransport.Limits limits = new HttpTransport.Limits(Duration.ofSeconds(5), 1 << 20);
    try (SystemTimeSource time = new SystemTimeSource()) {
      HttpTransport transport = new HttpTransport(null, limits, RequestListener.NONE, time);
      System.out.println(
          Thread.getAllStackTraces().keySet().stream()
              .anyMatch(thread -> thread.getName().endsWith("Poller")));
      transport.close();
    }
  }
}
