package io.videotask.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;

/**
 * Looks names up within a time. A resolver that hangs can neither be interrupted nor cancelled, and
 * OkHttp's time-outs don't reach it, so it runs on a thread that nobody waits for any longer.
 */
final class BoundedDns implements Dns {
  private final Dns dns;
  private final ExecutorService threads;
  private final Duration limit;

  BoundedDns(Dns dns, ExecutorService threads, Duration limit) {
    this.dns = dns;
    this.threads = threads;
    this.limit = limit;
  }

  @Override
  public List<InetAddress> lookup(String hostname) throws UnknownHostException {
    try {
      Future<List<InetAddress>> found = threads.submit(() -> dns.lookup(hostname));
      return found.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownHostException unknown) {
        throw unknown;
      }
      if (e.getCause() instanceof RuntimeException defect) {
        throw defect;
      }
      throw failure(hostname + " could not be looked up", e);
    } catch (TimeoutException e) {
      throw failure(hostname + " was not found within " + limit.toSeconds() + " s", e);
    } catch (RejectedExecutionException e) {
      throw failure("this client has let its threads go", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("the thread was interrupted", e);
    }
  }

  private static UnknownHostException failure(String message, Exception cause) {
    UnknownHostException failure = new UnknownHostException(message);
    failure.initCause(cause);
    return failure;
  }
}
