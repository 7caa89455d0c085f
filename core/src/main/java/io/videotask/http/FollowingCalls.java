package io.videotask.http;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a call that follows from another's end on the same thread, once that one has returned: the
 * thread is about to be free, and a second one would double their number wherever calls wait for
 * each other.
 */
final class FollowingCalls extends AbstractExecutorService {
  private static final ThreadLocal<@Nullable Place> PLACE = new ThreadLocal<>();

  private final ExecutorService threads;

  FollowingCalls(ExecutorService threads) {
    this.threads = threads;
  }

  /** A thread's: whether the end of its call is being told, and what follows. */
  private static final class Place {
    private boolean open;
    private @Nullable Runnable next;
  }

  /**
   * Tells the end of a call. What is started by that may have to wait until it has returned, so
   * nothing in it may wait for an answer.
   */
  static void tellEnd(Runnable end) {
    Place place = PLACE.get();
    if (place == null) {
      end.run();
      return;
    }
    place.open = true;
    try {
      end.run();
    } finally {
      place.open = false;
    }
  }

  @Override
  public void execute(Runnable call) {
    Place place = PLACE.get();
    if (place != null && place.open && place.next == null) {
      place.next = call;
    } else {
      threads.execute(() -> runAll(call));
    }
  }

  private void runAll(Runnable first) {
    Place place = PLACE.get();
    if (place == null) {
      // Kept as long as the thread, which is ours.
      place = new Place();
      PLACE.set(place);
    }
    Runnable call = first;
    try {
      while (call != null) {
        call.run();
        call = place.next;
        place.next = null;
      }
    } finally {
      Runnable left = place.next;
      place.next = null;
      if (left != null) {
        threads.execute(() -> runAll(left));
      }
    }
  }

  @Override
  public void shutdown() {
    threads.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return threads.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return threads.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return threads.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return threads.awaitTermination(timeout, unit);
  }
}
