package io.videotask.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedDnsTest {
  private static final Duration LIMIT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch released = new CountDownLatch(1);
  private final Dns hanging =
      host -> {
        try {
          released.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        return List.of();
      };

  @AfterEach
  void release() {
    released.countDown();
    threads.shutdown();
  }

  @Test
  void returnsTheAddressesOfTheResolver() throws UnknownHostException {
    List<InetAddress> found = List.of(InetAddress.getLoopbackAddress());
    assertSame(found, new BoundedDns(host -> found, threads, LONG).lookup("example.com"));
  }

  @Test
  void abandonsABlockedResolver() {
    UnknownHostException e = failure(new BoundedDns(hanging, threads, LIMIT));
    assertTrue(String.valueOf(e.getMessage()).contains("example.com"), e.getMessage());
  }

  @Test
  void interruptionEndsTheWaitForABlockedResolver() {
    Thread.currentThread().interrupt();
    failure(new BoundedDns(hanging, threads, LONG));
    assertTrue(Thread.interrupted(), "the flag is still set");
  }

  @Test
  void rethrowsTheResolversExceptions() {
    UnknownHostException unknown = new UnknownHostException("no such name");
    Dns lost =
        host -> {
          throw unknown;
        };
    assertSame(unknown, failure(new BoundedDns(lost, threads, LONG)));

    IllegalStateException defect = new IllegalStateException();
    Dns broken =
        host -> {
          throw defect;
        };
    BoundedDns dns = new BoundedDns(broken, threads, LONG);
    assertSame(defect, assertThrows(IllegalStateException.class, () -> dns.lookup("example.com")));
  }

  @Test
  void aClosedClientStartsNoLookup() {
    threads.shutdown();
    UnknownHostException e = failure(new BoundedDns(hanging, threads, LONG));
    assertEquals("there is no thread to look example.com up", e.getMessage());
  }

  private static UnknownHostException failure(Dns dns) {
    return assertThrows(UnknownHostException.class, () -> dns.lookup("example.com"));
  }
}
