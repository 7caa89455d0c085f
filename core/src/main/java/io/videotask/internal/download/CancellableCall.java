package io.videotask.internal.download;

import java.io.IOException;
import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The connection that a download has at the moment, so that it can be cut from outside. */
final class CancellableCall {
  private @Nullable Call call;
  private boolean cut;

  Response execute(Call next) throws IOException {
    synchronized (this) {
      if (cut) {
        throw new IOException("stopped");
      }
      call = next;
    }
    return next.execute();
  }

  /** Ends the request under way, and lets no other begin. */
  void cut() {
    Call current;
    synchronized (this) {
      cut = true;
      current = call;
    }
    if (current != null) {
      current.cancel();
    }
  }
}
