package io.videotask.testkit;

import com.github.tomakehurst.wiremock.common.Notifier;
import org.jspecify.annotations.Nullable;

/** Discards the server's log, which would only repeat what the test can assert on. */
final class Silence implements Notifier {
  @Override
  public void info(@Nullable String message) {}

  @Override
  public void error(@Nullable String message) {}

  @Override
  public void error(@Nullable String message, @Nullable Throwable t) {}
}
