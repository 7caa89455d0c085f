package io.videotask.internal.callback;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** Checks that a call was signed just now, so that a recorded call can't be sent again for ever. */
final class CallTime {
  /** How far the time of a call may be from now, in both directions, the edge included. */
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

  private CallTime() {}

  /**
   * Checks a time in seconds since 1970.
   *
   * @param header the header's name, for the message
   */
  static void check(String header, String seconds, Instant now) {
    if (!SECONDS.matcher(seconds).matches()) {
      throw new RefusedCallException(
          RefusedCallException.Kind.HEADER, header + " has no time in seconds");
    }
    check(header, Long.parseLong(seconds), now);
  }

  /** Checks a time in the form of the {@code Date} header. */
  static void checkDate(String header, String date, Instant now) {
    long seconds;
    try {
      seconds = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond();
    } catch (DateTimeException e) {
      throw new RefusedCallException(RefusedCallException.Kind.HEADER, header + " has no date");
    }
    check(header, seconds, now);
  }

  private static void check(String header, long seconds, Instant now) {
    long age = now.getEpochSecond() - seconds;
    if (Math.abs(age) > TOLERANCE.toSeconds()) {
      throw new RefusedCallException(
          RefusedCallException.Kind.TIME,
          "by "
              + header
              + " the call was signed "
              + Math.abs(age)
              + " s "
              + (age > 0 ? "ago" : "from now")
              + ", and "
              + TOLERANCE.toSeconds()
              + " s are allowed: an old call that was sent again, or a clock that is wrong");
    }
  }
}
