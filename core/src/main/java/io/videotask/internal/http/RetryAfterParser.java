package io.videotask.internal.http;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** When a server would like to be asked again, in all the forms in which servers say so. */
public final class RetryAfterParser {
  private static final BigDecimal LONGEST_SECONDS =
      BigDecimal.valueOf(Duration.ofDays(365).toSeconds());
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,40}(\\.[0-9]{1,40})?");
  private static final int LONGEST_VALUE = 100;

  private RetryAfterParser() {}

  /**
   * The wish in an answer's headers: {@code openai-poll-after-ms}, {@code Retry-After-Ms}, or
   * {@code Retry-After} as seconds (whole or not) or as a date, which is read by the answer's own
   * {@code Date} where it has one.
   *
   * @return at most 365 days; null where there is none, or none that makes sense (negative, in the
   *     past, several)
   */
  public static @Nullable Duration of(Headers headers, Instant now) {
    for (String name : new String[] {"openai-poll-after-ms", "Retry-After-Ms"}) {
      BigDecimal millis = number(single(headers, name));
      if (millis != null) {
        return seconds(millis.movePointLeft(3));
      }
    }
    String value = single(headers, RetryAfterMasking.NAME);
    BigDecimal seconds = number(value);
    if (seconds != null) {
      return seconds(seconds);
    }
    return value == null ? null : until(headers, now);
  }

  private static @Nullable String single(Headers headers, String name) {
    List<String> values = headers.values(name);
    if (values.size() != 1 || values.get(0).length() > LONGEST_VALUE) {
      return null;
    }
    return values.get(0).strip();
  }

  private static @Nullable BigDecimal number(@Nullable String text) {
    return text != null && NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
  }

  private static Duration seconds(BigDecimal seconds) {
    BigDecimal bounded = seconds.min(LONGEST_SECONDS);
    return Duration.ofMillis(bounded.movePointRight(3).longValue());
  }

  private static @Nullable Duration until(Headers headers, Instant now) {
    Date then = headers.getDate(RetryAfterMasking.NAME);
    if (then == null) {
      return null;
    }
    Date serverNow = headers.getDate("Date");
    Duration wish =
        Duration.between(serverNow == null ? now : serverNow.toInstant(), then.toInstant());
    if (wish.isNegative() || wish.isZero()) {
      return null;
    }
    return seconds(BigDecimal.valueOf(wish.toMillis()).movePointLeft(3));
  }
}
