package io.videotask.benchmarks.track;

import java.util.ResourceBundle;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts warnings and errors, and writes nothing. Thread-safe. */
final class CountingLogger implements System.Logger {
  private final AtomicInteger warnings = new AtomicInteger();

  int warnings() {
    return warnings.get();
  }

  @Override
  public String getName() {
    return "counting";
  }

  @Override
  public boolean isLoggable(Level level) {
    return level.getSeverity() >= Level.WARNING.getSeverity();
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String msg,
      @Nullable Throwable thrown) {
    warnings.addAndGet(isLoggable(level) ? 1 : 0);
  }

  @Override
  public void log(
      Level level, @Nullable ResourceBundle bundle, @Nullable String format, Object... params) {
    warnings.addAndGet(isLoggable(level) ? 1 : 0);
  }
}
