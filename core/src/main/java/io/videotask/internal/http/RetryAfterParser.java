package io.videotask.internal.http;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Parses Retry-After hints in all forms that servers use. */
public final class RetryAfterParser {
  private static final BigDecimal MAX_SECONDS =
      BigDecimal.valueOf(Duration.ofDays(365).toSeconds());
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,40}(\\.[0-9]{1,40})?");
  private static final int MAX_VALUE_LENGTH = 100;

  private RetryAfterParser() {}

  /**
   * Returns the hint in a response's headers: {@code openai-poll-after-ms}, {@code Retry-After-Ms},
   * or {@code Retry-After} as seconds (whole or decimal) or as a date. A date is relative to the
   * response's own {@code Date} if there is one.
   *
   * @param now the time of the response by the local clock
   * @return at most 365 days; null if there is no valid hint (missing, negative, in the past,
   *     repeated)
   */
  public static @Nullable Duration of(Headers headers, Instant now) {
    for (String name : new String[] {"openai-poll-after-ms", "Retry-After-Ms"}) {
      BigDecimal millis = number(single(headers, name));
      if (millis != null) {
        return seconds(millis.movePointLeft(3));
      }
    }
    String value = single(headers, RetryAfterMasking.HEADER);
    BigDecimal seconds = number(value);
    if (seconds != null) {
      return seconds(seconds);
    }
    return value == null ? null : until(headers, now);
  }

  /** Returns a hint in seconds, such as {@code 30} or {@code 34.4s}; null for any other text. */
  public static @Nullable Duration ofText(@Nullable String text) {
    String value = text == null || text.length() > MAX_VALUE_LENGTH ? "" : text.strip();
    BigDecimal seconds =
        number(value.endsWith("s") ? value.substring(0, value.length() - 1) : value);
    return seconds == null ? null : seconds(seconds);
  }

  private static @Nullable String single(Headers headers, String name) {
    List<String> values = headers.values(name);
    if (values.size() != 1 || values.get(0).length() > MAX_VALUE_LENGTH) {
      return null;
    }
    return values.get(0).strip();
  }

  private static @Nullable BigDecimal number(@Nullable String text) {
    return text != null && NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
  }

  private static Duration seconds(BigDecimal seconds) {
    BigDecimal bounded = seconds.min(MAX_SECONDS);
    return Duration.ofMillis(bounded.movePointRight(3).longValue());
  }

  private static @Nullable Duration until(Headers headers, Instant now) {
    Date date = headers.getDate(RetryAfterMasking.HEADER);
    if (date == null) {
      return null;
    }
    Date serverNow = headers.getDate("Date");
    Duration delay =
        Duration.between(serverNow == null ? now : serverNow.toInstant(), date.toInstant());
    if (delay.isNegative() || delay.isZero()) {
      return null;
    }
    return seconds(BigDecimal.valueOf(delay.toMillis()).movePointLeft(3));
  }
}
