package io.videotask.internal.text;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads timestamps in all formats that gateways use. */
public final class Timestamps {
  private static final BigDecimal MILLIS = BigDecimal.valueOf(100_000_000_000L);

  /** The year 10000 in epoch seconds, beyond which ISO 8601 has no four-digit year. */
  private static final long YEAR_10000 = 253_402_300_800L;

  private static final int SECONDS_DIGITS = 10;
  private static final int MILLIS_DIGITS = 13;

  private Timestamps() {}

  /** Returns the first timestamp among several fields; null for none. */
  public static @Nullable Instant first(List<@Nullable Scalar> fields) {
    for (Scalar field : fields) {
      Instant instant = field == null ? null : of(field);
      if (instant != null) {
        return instant;
      }
    }
    return null;
  }

  /**
   * Reads epoch seconds, epoch milliseconds where the number is above 10^11, or a text with an
   * offset. Returns null for 0 and less, which mean unknown.
   */
  public static @Nullable Instant of(Scalar field) {
    Instant fromDigits = ofDigits(field.text());
    if (fromDigits != null) {
      return fromDigits;
    }
    BigDecimal number = field.number();
    if (number == null) {
      return ofText(field.text().strip());
    }
    if (number.signum() <= 0) {
      return null;
    }
    BigDecimal seconds = number.compareTo(MILLIS) > 0 ? number.movePointLeft(3) : number;
    if (seconds.compareTo(BigDecimal.valueOf(YEAR_10000)) >= 0) {
      return null;
    }
    BigDecimal nanos = seconds.remainder(BigDecimal.ONE).movePointRight(9);
    return Instant.ofEpochSecond(seconds.longValue(), nanos.longValue());
  }

  /** Reads an integer of the present size, the usual form; returns null for anything else. */
  private static @Nullable Instant ofDigits(String text) {
    int length = text.length();
    if ((length != SECONDS_DIGITS && length != MILLIS_DIGITS) || text.charAt(0) == '0') {
      return null;
    }
    long number = 0;
    for (int i = 0; i < length; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      number = number * 10 + digit;
    }
    return length == SECONDS_DIGITS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
  }

  static @Nullable Instant ofEpoch(long number) {
    return of(new Scalar(Long.toString(number), true));
  }

  /**
   * Reads a date and time with an offset; returns null without one, since the time zone is unknown.
   */
  static @Nullable Instant ofText(String text) {
    try {
      return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
