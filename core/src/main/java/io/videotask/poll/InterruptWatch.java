package io.videotask.poll;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks now and then whether one of the threads that make their calls themselves has been
 * interrupted; sets no alarm while there are none. Thread-safe.
 */
final class InterruptWatch {
  private static final Duration A_MOMENT = Duration.ofMillis(20);

  private final Time time;
  private final Set<CallingThread<?>> threads = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean looking = new AtomicBoolean();

  InterruptWatch(Time time) {
    this.time = time;
  }

  void enter(CallingThread<?> thread) {
    threads.add(thread);
    lookAgain();
  }

  void leave(CallingThread<?> thread) {
    threads.remove(thread);
  }

  private void lookAgain() {
    if (!threads.isEmpty() && looking.compareAndSet(false, true)) {
      time.schedule(A_MOMENT, this::look);
    }
  }

  private void look() {
    threads.forEach(CallingThread::stopIfInterrupted);
    looking.set(false);
    lookAgain();
  }
}
