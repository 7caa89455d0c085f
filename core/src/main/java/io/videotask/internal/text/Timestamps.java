package io.videotask.internal.text;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A moment in any of the forms in which gateways write one. */
public final class Timestamps {
  private static final BigDecimal MILLIS = BigDecimal.valueOf(100_000_000_000L);

  /** The year 10000, which no calendar text of ours can write any more. */
  private static final long TOO_LATE = 253_402_300_800L;

  private static final int SECONDS_DIGITS = 10;
  private static final int MILLIS_DIGITS = 13;

  private Timestamps() {}

  /** The first of several fields that tells a moment; null where none does. */
  public static @Nullable Instant first(List<@Nullable Scalar> fields) {
    for (Scalar field : fields) {
      Instant moment = field == null ? null : of(field);
      if (moment != null) {
        return moment;
      }
    }
    return null;
  }

  /**
   * Seconds, milliseconds where the number is beyond 10^11, or a text with an offset; 0 and less
   * mean unknown.
   */
  public static @Nullable Instant of(Scalar field) {
    Instant usual = ofDigits(field.text());
    if (usual != null) {
      return usual;
    }
    BigDecimal number = field.number();
    if (number == null) {
      return ofText(field.text().strip());
    }
    if (number.signum() <= 0) {
      return null;
    }
    BigDecimal seconds = number.compareTo(MILLIS) > 0 ? number.movePointLeft(3) : number;
    if (seconds.compareTo(BigDecimal.valueOf(TOO_LATE)) >= 0) {
      return null;
    }
    BigDecimal nanos = seconds.remainder(BigDecimal.ONE).movePointRight(9);
    return Instant.ofEpochSecond(seconds.longValue(), nanos.longValue());
  }

  /** A whole number of today's size, as nearly all are; null for anything else. */
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
   * A date and time with an offset. Without one it could be meant in any zone, so it tells nothing.
   */
  static @Nullable Instant ofText(String text) {
    try {
      return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
