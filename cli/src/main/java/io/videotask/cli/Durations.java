package io.videotask.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses durations such as {@code 90s}, {@code 20m}, {@code 1h30m}, {@code 200ms}, {@code PT20M}.
 */
final class Durations {
  /** Longer than any task, and far below an overflow of nanoseconds. */
  static final Duration MAX = Duration.ofDays(36_500);

  private static final Pattern SECONDS = Pattern.compile("\\d+");

  private static final Pattern SHORT =
      Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");

  private Durations() {}

  /**
   * Parses a positive duration.
   *
   * @throws UsageException if it is not a positive duration
   */
  static Duration parse(String text) {
    Duration duration;
    try {
      duration =
          text.toUpperCase(Locale.ROOT).startsWith("P") ? Duration.parse(text) : fromShort(text);
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      duration = null;
    }
    if (duration == null) {
      throw new UsageException("not a duration; write 90s, 20m, 1h30m, 200ms or PT20M");
    }
    if (duration.isZero() || duration.isNegative()) {
      throw new UsageException("a duration must be more than nothing");
    }
    if (duration.compareTo(MAX) > 0) {
      throw new UsageException("a duration can be 36500d at most");
    }
    return duration;
  }

  /**
   * Parses a positive duration; a plain number is in seconds.
   *
   * @throws UsageException if it is not a positive duration
   */
  static Duration seconds(String text) {
    return parse(SECONDS.matcher(text).matches() ? text + "s" : text);
  }

  private static @Nullable Duration fromShort(String text) {
    Matcher parts = SHORT.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      return null;
    }
    return Duration.ofDays(number(parts.group(1)))
        .plusHours(number(parts.group(2)))
        .plusMinutes(number(parts.group(3)))
        .plusSeconds(number(parts.group(4)))
        .plusMillis(number(parts.group(5)));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
