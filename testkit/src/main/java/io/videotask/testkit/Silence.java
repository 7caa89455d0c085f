package io.videotask.testkit;

import com.github.tomakehurst.wiremock.common.Notifier;
import org.jspecify.annotations.Nullable;

/** The server's own log would only repeat what the test has in its hands. */
final class Silence implements Notifier {
  @Override
  public void info(@Nullable String message) {}

  @Override
  public void error(@Nullable String message) {}

  @Override
  public void error(@Nullable String message, @Nullable Throwable t) {}
}
