package io.videotask.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A thread for each call that is under way, and hardly any more. Where a call follows from
 * another's end, the thread of that one is about to be free: an ordinary pool would start a second
 * one, and have half as many threads again as there are calls.
 */
final class CallPool extends AbstractExecutorService {
  /** So many more threads than calls may be on their way back from a call's end. */
  private static final int SPARE = 2;

  private static final long IDLE_SECONDS = 5;
  private static final ThreadLocal<@Nullable Place> PLACE = new ThreadLocal<>();

  private final String name;
  private final LinkedTransferQueue<Runnable> queue = new LinkedTransferQueue<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger threads = new AtomicInteger();
  private final AtomicInteger started = new AtomicInteger();
  private volatile boolean shutdown;

  CallPool(String name) {
    this.name = name;
  }

  /** A thread's: what it knows of its call. */
  private final class Place {
    private boolean ended;
    private boolean telling;
    private @Nullable Runnable next;

    private void end() {
      if (!ended) {
        ended = true;
        underWay.decrementAndGet();
      }
    }
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
    place.end();
    place.telling = true;
    try {
      end.run();
    } finally {
      place.telling = false;
    }
  }

  @Override
  public void execute(Runnable call) {
    if (shutdown) {
      throw new RejectedExecutionException("the client is closed");
    }
    underWay.incrementAndGet();
    Place place = PLACE.get();
    if (place != null && place.telling && place.next == null) {
      place.next = call;
    } else if (!queue.tryTransfer(call)) {
      queue.add(call);
      // One that is about to be free will come for it, where there are enough of them.
      if (threads.get() < underWay.get() + SPARE) {
        start();
      }
    }
  }

  private void start() {
    threads.incrementAndGet();
    Thread thread = new Thread(this::work, name + started.incrementAndGet());
    thread.setDaemon(true);
    thread.start();
  }

  private void work() {
    Place place = new Place();
    PLACE.set(place);
    Runnable call = null;
    try {
      while (true) {
        call = place.next;
        place.next = null;
        if (call == null) {
          call = shutdown ? queue.poll() : queue.poll(IDLE_SECONDS, TimeUnit.SECONDS);
        }
        if (call == null) {
          return;
        }
        place.ended = false;
        try {
          call.run();
        } finally {
          place.end();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Runnable left = place.next;
      if (left != null) {
        queue.add(left);
      }
      threads.decrementAndGet();
      // Somebody may have counted on this thread a moment ago.
      if (!queue.isEmpty() && threads.get() < underWay.get()) {
        start();
      }
    }
  }

  @Override
  public void shutdown() {
    shutdown = true;
    // Whoever idles wakes up, and sees that nothing will come.
    boolean woken;
    do {
      woken = queue.tryTransfer(() -> {});
    } while (woken);
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown = true;
    List<Runnable> left = new ArrayList<>();
    queue.drainTo(left);
    return left;
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return shutdown && threads.get() == 0;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    throw new UnsupportedOperationException("nobody waits for calls: they are cancelled");
  }
}
