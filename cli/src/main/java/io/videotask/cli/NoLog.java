package io.videotask.cli;

import java.util.ResourceBundle;

/** Logs nothing: the command line says itself what there is to say. */
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
