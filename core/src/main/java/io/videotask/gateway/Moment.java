package io.videotask.gateway;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A moment in any of the forms in which gateways write one. */
final class Moment {
  private static final BigDecimal MILLIS = BigDecimal.valueOf(100_000_000_000L);

  /** The year 10000, which no calendar text of ours can write any more. */
  private static final long TOO_LATE = 253_402_300_800L;

  private Moment() {}

  /** The first of several fields that tells a moment; null where none does. */
  static @Nullable Instant first(List<@Nullable Scalar> fields) {
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
  static @Nullable Instant of(Scalar field) {
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
