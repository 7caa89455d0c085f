package io.videotask.internal.download;

import java.io.IOException;
import java.util.concurrent.Executor;
import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Holds a download's current call, so that another thread can cancel it. Cancelling runs listeners
 * of the HTTP client's, which may block: it does not run on the cancelling thread. Thread-safe.
 */
final class CancellableCall {
  private final Executor cancels;
  private @Nullable Call call;
  private boolean cancelled;

  /**
   * @param cancels cancels calls
   */
  CancellableCall(Executor cancels) {
    this.cancels = cancels;
  }

  Response execute(Call next) throws IOException {
    synchronized (this) {
      if (cancelled) {
        throw new IOException("stopped");
      }
      call = next;
    }
    return next.execute();
  }

  /** Cancels the current call, and all later ones. */
  void cancel() {
    Call current;
    synchronized (this) {
      cancelled = true;
      current = call;
    }
    if (current != null) {
      cancel(current);
    }
  }

  /** Cancels this call only. */
  void cancel(Call one) {
    cancels.execute(one::cancel);
  }
}
