package io.videotask.internal.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Writes to the log on a callback thread, because log handlers are user callbacks. The logger is
 * looked up at the first message, as that may take tens of milliseconds. Never throws.
 */
final class PollLogger {
  private final Supplier<Logger> logger;
  private final Executor callbacks;

  PollLogger(Supplier<Logger> logger, Executor callbacks) {
    this.logger = logger;
    this.callbacks = callbacks;
  }

  void log(Level level, Supplier<String> message) {
    callbacks.execute(() -> CallbackFailures.ignore(() -> logger.get().log(level, message.get())));
  }
}
