package io.videotask.cli.demo;

import com.github.tomakehurst.wiremock.common.Notifier;
import org.jspecify.annotations.Nullable;

/** The server's own log is nobody's business in a demo. */
final class Silence implements Notifier {
  @Override
  public void info(@Nullable String message) {}

  @Override
  public void error(@Nullable String message) {}

  @Override
  public void error(@Nullable String message, @Nullable Throwable t) {}
}
