package io.videotask.internal.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One call, from its creation to the end of its response. It completes once, within its time limit,
 * with an answer or an IOException, whatever interceptors, listeners and other callbacks throw, and
 * even if they block. It does not run on OkHttp's dispatcher, which would rename the thread after
 * the URL, twice per request.
 */
final class TimedCall extends CompletableFuture<HttpAnswer> implements Runnable {
  private final CallSetup setup;
  private final AuthorisedCalls calls;
  private final Request request;
  private final long startedAt;
  private final AtomicBoolean reported = new AtomicBoolean();
  private final boolean timed;
  private @Nullable Runnable dequeue;
  private @Nullable Call call;
  private volatile @Nullable Response head;
  private volatile @Nullable HttpAnswer answer;
  private volatile boolean running;

  /**
   * Creates a call that has not started.
   *
   * @param timed whether {@link CallDeadlines} limits the time from when the call gets a thread;
   *     false if it was started earlier or only OkHttp's timeout applies
   */
  TimedCall(CallSetup setup, AuthorisedCalls calls, Request request, boolean timed) {
    this.setup = setup;
    this.calls = calls;
    this.request = request;
    this.timed = timed;
    this.startedAt = setup.time().nanoTime();
  }

  /** Returns the response's status and headers; null if none were received. */
  @Nullable Response head() {
    return head;
  }

  /**
   * Queues the call for a thread.
   *
   * @param server identifies the calls that share threads with this one
   * @param fromNow whether the time limit starts now, and not when the call gets a thread
   */
  void start(Object server, boolean fromNow) {
    try {
      if (fromNow) {
        setup.deadlines().begin(this);
      }
      Runnable started = setup.threads().execute(server, this);
      synchronized (this) {
        dequeue = started;
      }
      if (isDone()) {
        started.run();
      }
    } catch (Throwable e) {
      fail(setup.isClosed() ? LocalFailureException.closed() : LocalFailureException.noThread(e));
    }
  }

  @Override
  public void run() {
    running = true;
    try {
      if (isDone() || (timed && !setup.deadlines().begin(this))) {
        return;
      }
      // Runs the event listener's factory, which is a callback.
      Call created = calls.newCall(request);
      synchronized (this) {
        if (isDone()) {
          return;
        }
        call = created;
      }
      execute(created);
    } catch (IOException e) {
      fail(e);
    } catch (Throwable e) {
      fail(wrapped(e));
    }
  }

  private void execute(Call created) throws IOException {
    try (Response response = created.execute()) {
      head = response;
      answer = setup.bodies().read(response);
    } catch (Throwable e) {
      // Closing a response that has been read runs listeners, too.
      if (answer == null) {
        throw e;
      }
    }
    HttpAnswer received = answer;
    if (received != null) {
      report(received.status(), null);
      // Before the future completes: a test's clock may advance then.
      setup.deadlines().end(this);
      HandoffExecutor.completeCall(() -> complete(received));
    }
  }

  private IOException wrapped(Throwable e) {
    if (e instanceof InterruptedException) {
      // Waiting for a connection clears the interrupt flag; the thread that waits for this call
      // must see it.
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("interrupted");
      interrupted.initCause(e);
      return interrupted;
    }
    return LocalFailureException.thrown(e);
  }

  private void fail(IOException e) {
    Response response = head;
    report(response == null ? null : response.code(), ConnectionFailure.describe(e));
    setup.deadlines().end(this);
    HandoffExecutor.completeCall(() -> completeExceptionally(e));
  }

  private void report(@Nullable Integer status, @Nullable String problem) {
    if (reported.compareAndSet(false, true)) {
      setup.report(request, status, problem, startedAt);
    }
  }

  /** Ends the call because its time limit has passed. */
  void expire() {
    Call current;
    synchronized (this) {
      current = call;
    }
    if (!running) {
      end(LocalFailureException.noFreeThread());
    } else if (current != null && calls.isWaitingForKey(current)) {
      end(LocalFailureException.keyHangs());
    } else {
      end(new InterruptedIOException("no answer in time"));
    }
  }

  /**
   * Ends the call without waiting for its thread; completes with the answer if it has been read.
   */
  void end(IOException failure) {
    setup.deadlines().end(this);
    HttpAnswer received = answer;
    boolean ended = received == null ? completeExceptionally(failure) : complete(received);
    if (ended) {
      Response response = head;
      Integer status = response == null ? null : response.code();
      String problem = received == null ? ConnectionFailure.describe(failure) : null;
      setup.runCallback(() -> report(status, problem));
      stop();
    }
  }

  /** Cancels the request. A thread that is blocked in a callback does not notice. */
  void stop() {
    Call current;
    Runnable queued;
    synchronized (this) {
      current = call;
      queued = dequeue;
    }
    if (queued != null) {
      queued.run();
    }
    if (current != null) {
      if (calls.hasCallbacks()) {
        // A listener's canceled() must not block the cancelling thread.
        setup.runCallback(current::cancel);
      } else {
        current.cancel();
      }
    }
  }

  @Override
  public boolean cancel(boolean mayInterrupt) {
    boolean cancelled = super.cancel(mayInterrupt);
    if (cancelled) {
      setup.deadlines().end(this);
      stop();
    }
    return cancelled;
  }
}
