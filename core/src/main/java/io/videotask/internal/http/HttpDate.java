package io.videotask.internal.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Parses dates in headers, such as {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
public final class HttpDate {
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final int LENGTH = 29;

  private HttpDate() {}

  /** Returns the instant; null if the header is missing or is no date. */
  public static @Nullable Instant of(Headers headers, String name) {
    String value = headers.get(name);
    if (value == null) {
      return null;
    }
    // OkHttp parses every format, but creates a calendar for each header; every response has a
    // Date.
    Instant imfFixdate = imfFixdate(value);
    return imfFixdate == null ? headers.getInstant(name) : imfFixdate;
  }

  private static @Nullable Instant imfFixdate(String value) {
    if (value.length() != LENGTH || !value.endsWith(" GMT")) {
      return null;
    }
    int month = MONTHS.indexOf(value.substring(8, 11));
    try {
      return month < 0 || month % 3 != 0
          ? null
          : LocalDateTime.of(
                  number(value, 12, 16),
                  month / 3 + 1,
                  number(value, 5, 7),
                  number(value, 17, 19),
                  number(value, 20, 22),
                  number(value, 23, 25))
              .toInstant(ZoneOffset.UTC);
    } catch (NumberFormatException | DateTimeException e) {
      return null;
    }
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
