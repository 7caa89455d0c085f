package io.videotask.internal.engine;

import io.videotask.schedule.CallbackHealth;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Measures for each gateway whether callbacks announce the ends of tasks, and makes its waits poll
 * as usual again when one has been missed. Thread-safe.
 */
final class CallbackMonitor {
  /** A callback that comes this soon after polling has found the end was not missed. */
  static final Duration GRACE = Duration.ofSeconds(5);

  private final TimeSource time;
  private final TimerQueue timers;
  private final Consumer<String> missed;
  private final ExpectedEnds expectedEnds;
  private final Map<String, GatewayCallbacks> gateways = new ConcurrentHashMap<>();
  private final Map<Object, UnannouncedEnd> unannounced = new ConcurrentHashMap<>();

  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

  /** How long after the end a callback comes. */
  private static final Duration LATENCY = Duration.ofSeconds(2);

  /** So many expected ends without a callback happen by chance once in 20,000 times. */
  private static final double CONVINCING_SILENCE = 10;

  /** Adds up the expected ends of a gateway's tasks that rely on callbacks. */
  interface ExpectedEnds {
    /**
     * Returns the sum; negative where no wait relies on callbacks.
     *
     * @param from as {@link TimeSource#nanoTime()}
     * @param to the end of the time; may be before {@code from}
     */
    double between(String gateway, long from, long to);
  }

  /**
   * @param missed makes the waits at a gateway choose their next poll anew
   */
  CallbackMonitor(
      TimeSource time, TimerQueue timers, ExpectedEnds expectedEnds, Consumer<String> missed) {
    this.expectedEnds = expectedEnds;
    this.time = time;
    this.timers = timers;
    this.missed = missed;
  }

  /** See {@link CallbackHealth#missRate}. */
  double missRate(String gateway) {
    GatewayCallbacks callbacks = gateways.get(gateway);
    return callbacks == null ? 1 : callbacks.health.missRate();
  }

  /** Watches a gateway whose waits poll slowly because its callbacks are relied on. */
  boolean isReliedOn(String gateway) {
    GatewayCallbacks callbacks = gateways.get(gateway);
    if (callbacks == null || !callbacks.health.isReliedOn()) {
      return false;
    }
    callbacks.watch();
    return true;
  }

  /** Records the end of a task for which a callback was expected. */
  void ended(Object task, String gateway, boolean announced) {
    if (announced) {
      of(gateway).announced();
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
      of(end.gateway).announced();
    }
  }

  private GatewayCallbacks of(String gateway) {
    return gateways.computeIfAbsent(gateway, GatewayCallbacks::new);
  }

  /** The callbacks of one gateway. Checks for silence from time to time while it is relied on. */
  private final class GatewayCallbacks extends TimerQueue.TimerEntry {
    private final String gateway;
    private final CallbackHealth health = new CallbackHealth();
    private volatile long announcedAt = time.nanoTime();
    private final AtomicBoolean watched = new AtomicBoolean();

    GatewayCallbacks(String gateway) {
      this.gateway = gateway;
    }

    void announced() {
      announcedAt = time.nanoTime();
      health.ended(true);
    }

    void watch() {
      if (watched.compareAndSet(false, true)) {
        timers.set(this, time.nanoTime() + CHECK_INTERVAL.toNanos());
      }
    }

    @Override
    void due() {
      if (!health.isReliedOn()) {
        watched.set(false);
        return;
      }
      double expected =
          expectedEnds.between(gateway, announcedAt, time.nanoTime() - LATENCY.toNanos());
      if (expected > CONVINCING_SILENCE) {
        watched.set(false);
        health.silent();
        missed.accept(gateway);
      } else if (expected >= 0) {
        timers.set(this, time.nanoTime() + CHECK_INTERVAL.toNanos());
      } else {
        watched.set(false);
      }
    }
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
      CallbackHealth health = of(gateway).health;
      boolean wasReliedOn = health.isReliedOn();
      health.ended(false);
      if (wasReliedOn) {
        missed.accept(gateway);
      }
    }
  }
}
