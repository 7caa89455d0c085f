package io.videotask.tracker;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The pauses of one thread between attempts. Closing what the thread belongs to ends a pause at
 * once, and those after it are short. Thread-safe.
 */
final class Pauses {
  private static final Duration SHORT = Duration.ofMillis(200);

  private final TimeSource time;
  private boolean hurried;

  /** A pause; the lock is that of the pauses. */
  private static final class Pause {
    private boolean over;
  }

  Pauses(TimeSource time) {
    this.time = time;
  }

  /**
   * Waits.
   *
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  void pause(Duration duration) throws InterruptedException {
    boolean before = isHurried();
    Duration length = before && duration.compareTo(SHORT) > 0 ? SHORT : duration;
    Pause pause = new Pause();
    TimeSource.Cancellable timer = null;
    try {
      timer = time.schedule(length, () -> end(pause));
      await(pause, before);
    } catch (RuntimeException | Error e) {
      // Such as for want of memory: the attempts must not follow each other without a pause.
      LockSupport.parkNanos(SHORT.toNanos());
    } finally {
      if (timer != null) {
        timer.cancel();
      }
    }
  }

  private synchronized void await(Pause pause, boolean before) throws InterruptedException {
    while (!pause.over && hurried == before) {
      wait();
    }
  }

  private synchronized void end(Pause pause) {
    pause.over = true;
    notifyAll();
  }

  private synchronized boolean isHurried() {
    return hurried;
  }

  /** Ends the pause, if there is one, and shortens those after it. */
  synchronized void hurry() {
    hurried = true;
    notifyAll();
  }
}
