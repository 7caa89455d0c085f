package io.videotask.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Starts something with the context, and closes it when the context is closed: after the web server
 * has finished its requests, and before any bean is destroyed. A context that is only stopped or
 * paused changes nothing, as what was closed cannot be started again. Thread-safe.
 */
final class ContextLifecycle
    implements SmartLifecycle, ApplicationContextAware, ApplicationListener<ContextClosedEvent> {
  /** Web servers stop in later phases, and so before. */
  private static final int AFTER_WEB_SERVERS = DEFAULT_PHASE - 4096;

  private final int phase;
  private final Runnable start;
  private final Runnable close;
  private volatile @Nullable ApplicationContext context;
  private volatile boolean closing;
  private volatile boolean running;

  private ContextLifecycle(int phase, Runnable start, Runnable close) {
    this.phase = phase;
    this.start = start;
    this.close = close;
  }

  static ContextLifecycle ofTracker(Runnable start, Runnable close) {
    return new ContextLifecycle(AFTER_WEB_SERVERS, start, close);
  }

  /** Its phase is before that of the tracker, so it is closed after it. */
  static ContextLifecycle ofClient(Runnable close) {
    return new ContextLifecycle(AFTER_WEB_SERVERS - 1, () -> {}, close);
  }

  @Override
  public void setApplicationContext(ApplicationContext newContext) {
    context = newContext;
  }

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    // The event of a child context is published to its parent too.
    closing |= event.getApplicationContext() == context;
  }

  @Override
  public void start() {
    if (!running) {
      start.run();
      running = true;
    }
  }

  @Override
  public void stop() {
    if (closing) {
      running = false;
      close.run();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return phase;
  }

  /** Overrides a method of Spring 7, whose tests pause contexts. */
  public boolean isPauseable() {
    return false;
  }
}
