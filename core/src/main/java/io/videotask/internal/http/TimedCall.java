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
 * One call, from the making of it to the end of its answer. It ends once, and in time: with an
 * answer or an IOException, whatever interceptors, listeners and other callbacks in it throw, and
 * whether they return or not. Its thread is not one that OkHttp calls back on: that would rename
 * the thread after the address, twice a request.
 */
final class TimedCall extends CompletableFuture<HttpAnswer> implements Runnable {
  private final CallSetup setup;
  private final AuthorisedCalls calls;
  private final Request request;
  private final long begun;
  private final AtomicBoolean reported = new AtomicBoolean();
  private final boolean timed;
  private @Nullable Runnable withdrawal;
  private @Nullable Call call;
  private volatile @Nullable Response head;
  private volatile @Nullable HttpAnswer answer;
  private volatile boolean running;

  /**
   * @param timed whether the alarm of this client ends it; without, only OkHttp's time-out does
   */
  TimedCall(CallSetup setup, AuthorisedCalls calls, Request request, boolean timed) {
    this.setup = setup;
    this.calls = calls;
    this.request = request;
    this.timed = timed;
    this.begun = setup.timer().nanoTime();
  }

  /** The answer's head; null where none has come. */
  @Nullable Response head() {
    return head;
  }

  /**
   * Hands it to the threads for calls.
   *
   * @param server with which other calls it shares them
   * @param fromNow whether its time begins now, and not when it gets a thread
   */
  void start(Object server, boolean fromNow) {
    try {
      if (fromNow) {
        setup.deadlines().begin(this);
      }
      Runnable started = setup.threads().execute(server, this);
      synchronized (this) {
        withdrawal = started;
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
      // A listener's factory is called here, and belongs to the caller.
      Call made = calls.newCall(request);
      synchronized (this) {
        if (isDone()) {
          return;
        }
        call = made;
      }
      execute(made);
    } catch (IOException e) {
      fail(e);
    } catch (Throwable e) {
      fail(wrapped(e));
    }
  }

  private void execute(Call made) throws IOException {
    try (Response response = made.execute()) {
      head = response;
      answer = setup.bodies().read(response);
    } catch (Throwable e) {
      // Closing an answer that has been read calls listeners, too.
      if (answer == null) {
        throw e;
      }
    }
    HttpAnswer whole = answer;
    if (whole != null) {
      report(whole.status(), null);
      // Before anybody hears of it: the clock of a test may run on then.
      setup.deadlines().end(this);
      HandoffExecutor.tellEnd(() -> complete(whole));
    }
  }

  private IOException wrapped(Throwable e) {
    if (e instanceof InterruptedException) {
      // Waiting for a connection consumes the interruption; whoever waits for us must see it.
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
    HandoffExecutor.tellEnd(() -> completeExceptionally(e));
  }

  private void report(@Nullable Integer status, @Nullable String problem) {
    if (reported.compareAndSet(false, true)) {
      setup.report(request, status, problem, begun);
    }
  }

  /** Its time is up. */
  void expire() {
    Call late;
    synchronized (this) {
      late = call;
    }
    if (!running) {
      end(LocalFailureException.noFreeThread());
    } else if (late != null && calls.waitsForKey(late)) {
      end(LocalFailureException.keyHangs());
    } else {
      end(new InterruptedIOException("no answer in time"));
    }
  }

  /** Ends it without waiting for its thread, with its answer where that has come. */
  void end(IOException failure) {
    setup.deadlines().end(this);
    HttpAnswer known = answer;
    boolean ended = known == null ? completeExceptionally(failure) : complete(known);
    if (ended) {
      Response response = head;
      Integer status = response == null ? null : response.code();
      String problem = known == null ? ConnectionFailure.describe(failure) : null;
      setup.aside(() -> report(status, problem));
      stop();
    }
  }

  /** Stops the sending. A thread that is in the hands of a callback takes no notice of it. */
  void stop() {
    Call stopped;
    Runnable withdrawn;
    synchronized (this) {
      stopped = call;
      withdrawn = withdrawal;
    }
    if (withdrawn != null) {
      withdrawn.run();
    }
    if (stopped != null) {
      if (calls.hasCallbacks()) {
        // A listener's canceled() must not keep the thread that cancels.
        setup.aside(stopped::cancel);
      } else {
        stopped.cancel();
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
