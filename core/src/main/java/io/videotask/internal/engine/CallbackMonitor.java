package io.videotask.internal.engine;

import io.videotask.schedule.CallbackHealth;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Measures for each gateway whether callbacks announce the ends of tasks, and makes its waits poll
 * as usual again when one has been missed. Thread-safe.
 */
final class CallbackMonitor {
  /** A callback that comes this soon after polling has found the end was not missed. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final TimeSource time;
  private final TimerQueue timers;
  private final Consumer<String> missed;
  private final Map<String, CallbackHealth> healths = new ConcurrentHashMap<>();
  private final Map<Object, UnannouncedEnd> unannounced = new ConcurrentHashMap<>();

  /**
   * @param missed makes the waits at a gateway choose their next poll anew
   */
  CallbackMonitor(TimeSource time, TimerQueue timers, Consumer<String> missed) {
    this.time = time;
    this.timers = timers;
    this.missed = missed;
  }

  /** See {@link CallbackHealth#missRate}. */
  double missRate(String gateway) {
    CallbackHealth health = healths.get(gateway);
    return health == null ? 1 : health.missRate();
  }

  /** Records the end of a task for which a callback was expected. */
  void ended(Object task, String gateway, boolean announced) {
    if (announced) {
      health(gateway).ended(true);
      return;
    }
    UnannouncedEnd end = new UnannouncedEnd(task, gateway);
    unannounced.put(task, end);
    timers.set(end, time.nanoTime() + GRACE.toNanos());
  }

  /** Records a callback for a task that is no longer polled. */
  void late(Object task) {
    UnannouncedEnd end = unannounced.remove(task);
    if (end != null) {
      timers.remove(end);
      health(end.gateway).ended(true);
    }
  }

  private CallbackHealth health(String gateway) {
    return healths.computeIfAbsent(gateway, name -> new CallbackHealth());
  }

  /** An end that no callback has announced so far. */
  private final class UnannouncedEnd extends TimerQueue.TimerEntry {
    private final Object task;
    private final String gateway;

    UnannouncedEnd(Object task, String gateway) {
      this.task = task;
      this.gateway = gateway;
    }

    @Override
    void due() {
      if (!unannounced.remove(task, this)) {
        return;
      }
      CallbackHealth health = health(gateway);
      boolean wasReliedOn = health.isReliedOn();
      health.ended(false);
      if (wasReliedOn) {
        missed.accept(gateway);
      }
    }
  }
}
