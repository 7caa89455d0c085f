package io.videotask.cli;

import java.util.ResourceBundle;

/** A logger that discards everything: the command line prints its own messages. */
final class NoLog implements System.Logger {
  @Override
  public String getName() {
    return "videotask";
  }

  @Override
  public boolean isLoggable(Level level) {
    return false;
  }

  @Override
  public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {}

  @Override
  public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {}
}
