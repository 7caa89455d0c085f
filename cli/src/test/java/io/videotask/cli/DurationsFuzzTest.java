package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.time.Duration;
import org.junit.jupiter.params.provider.ValueSource;

/** Any text is either rejected or parsed as a duration that a wait supports. */
class DurationsFuzzTest {
  @ValueSource(
      strings = {"90s", "20m", "1h30m", "PT20M", "200ms", "P1D", "-1s", "99999999999999999999h"})
  @FuzzTest(maxDuration = "1m")
  void durations(@NotNull String text) {
    check(text, false);
    check(text, true);
  }

  private static void check(String text, boolean seconds) {
    Duration duration;
    try {
      duration = seconds ? Durations.seconds(text) : Durations.parse(text);
    } catch (UsageException expected) {
      assertTrue(String.valueOf(expected.getMessage()).length() < 100, expected::toString);
      return;
    }
    assertFalse(duration.isNegative() || duration.isZero(), () -> text + " is " + duration);
    assertTrue(duration.toNanos() > 0, "nanoseconds don't overflow");
  }
}
