package io.videotask.internal.download;

import java.io.IOException;
import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Holds a download's current call, so that another thread can cancel it. Thread-safe. */
final class CancellableCall {
  private @Nullable Call call;
  private boolean cancelled;

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
      current.cancel();
    }
  }
}
