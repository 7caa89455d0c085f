package io.videotask.tracker;

import java.lang.System.Logger.Level;

/** Logs warnings of threads that must go on. Thread-safe, if the logger is. */
final class Warnings {
  private final System.Logger log;

  Warnings(System.Logger log) {
    this.log = log;
  }

  /** Logs a warning; a logger that fails stops nothing. */
  void warn(String message) {
    try {
      log.log(Level.WARNING, message);
    } catch (Throwable e) {
      // There is no other place to report it.
    }
  }
}
