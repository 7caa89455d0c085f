package io.videotask.internal.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;

/**
 * Resolves host names within a time limit. A resolver that blocks can be neither interrupted nor
 * cancelled, and OkHttp's timeouts don't cover it, so it runs on a separate thread that is
 * abandoned after the limit. Concurrent lookups of one name share a single lookup and its thread.
 */
final class BoundedDns implements Dns, AutoCloseable {
  private final Map<String, FutureTask<List<InetAddress>>> lookups = new ConcurrentHashMap<>();
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
    FutureTask<List<InetAddress>> lookup = new FutureTask<>(() -> dns.lookup(hostname));
    FutureTask<List<InetAddress>> running = lookups.putIfAbsent(hostname, lookup);
    FutureTask<List<InetAddress>> found = running == null ? lookup : running;
    try {
      if (running == null) {
        threads.execute(lookup);
      }
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
    } catch (RejectedExecutionException | CancellationException e) {
      lookup.cancel(false);
      throw failure("there is no thread to look " + hostname + " up", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("the thread was interrupted", e);
    } catch (OutOfMemoryError e) {
      lookup.cancel(false);
      throw failure("there is no thread to look " + hostname + " up", e);
    } finally {
      // Removes a lookup that timed out as well: the next call starts a new one.
      lookups.remove(hostname, found);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }

  private static UnknownHostException failure(String message, Throwable cause) {
    UnknownHostException failure = new UnknownHostException(message);
    failure.initCause(cause);
    return failure;
  }
}
