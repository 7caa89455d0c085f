package io.videotask.internal.http;

import io.videotask.http.HttpExchange;
import io.videotask.http.RequestListener;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Holds what all calls of a client share. Thread-safe. */
final class CallSetup {
  private final CallExecutor threads;
  private final CallDeadlines deadlines;
  private final BodyReader bodies;
  private final RequestListener listener;
  private final TimeSource time;
  private final ExecutorService callbackThreads = CallThreads.forCallbacks("videotask-aside-");
  private volatile boolean closed;

  CallSetup(
      CallExecutor threads,
      CallDeadlines deadlines,
      BodyReader bodies,
      RequestListener listener,
      TimeSource time) {
    this.threads = threads;
    this.deadlines = deadlines;
    this.bodies = bodies;
    this.listener = listener;
    this.time = time;
  }

  CallExecutor threads() {
    return threads;
  }

  CallDeadlines deadlines() {
    return deadlines;
  }

  BodyReader bodies() {
    return bodies;
  }

  TimeSource time() {
    return time;
  }

  boolean hasListener() {
    return listener != RequestListener.NONE;
  }

  boolean isClosed() {
    return closed;
  }

  /** Runs a callback on a thread that no request depends on. Drops it if no thread is available. */
  void runCallback(Runnable callback) {
    try {
      callbackThreads.execute(
          () -> {
            try {
              callback.run();
            } catch (Throwable ignored) {
              // No thread waits for the result.
            }
          });
    } catch (Throwable e) {
      // Too many callbacks are blocked. OkHttp's own timeout still closes the socket.
      return;
    }
  }

  void report(Request request, @Nullable Integer status, @Nullable String problem, long begun) {
    if (!hasListener()) {
      return;
    }
    try {
      Duration took = Duration.ofNanos(time.nanoTime() - begun);
      listener.onExchange(
          new HttpExchange(request.method(), request.url().encodedPath(), status, problem, took));
    } catch (Throwable ignored) {
      // RequestListener specifies that exceptions are ignored.
    }
  }

  /** Ends running calls, and rejects further ones. */
  void close() {
    closed = true;
    threads.shutdown();
    deadlines.close().forEach(call -> call.end(LocalFailureException.closed()));
    callbackThreads.shutdown();
  }
}
