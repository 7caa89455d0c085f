package io.videotask.internal.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Writes to the log, on a thread for callbacks: a log's handlers are foreign code. The logger is
 * looked up when there is something to log, as that may take tens of milliseconds. Never throws.
 */
final class PollLogger {
  private final Supplier<Logger> logger;
  private final Executor callbacks;

  PollLogger(Supplier<Logger> logger, Executor callbacks) {
    this.logger = logger;
    this.callbacks = callbacks;
  }

  void log(Level level, Supplier<String> message) {
    callbacks.execute(
        () -> CompositePollListener.quietly(() -> logger.get().log(level, message.get())));
  }
}
