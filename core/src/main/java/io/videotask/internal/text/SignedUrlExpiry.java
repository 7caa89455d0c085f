package io.videotask.internal.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the expiry of a signed URL from its query. */
public final class SignedUrlExpiry {
  private static final Pattern RELATIVE = Pattern.compile("x-([a-z]+)-expires");
  private static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

  /**
   * A larger number is an instant in epoch seconds, a smaller one a duration of up to thirty years.
   */
  private static final long MIN_EPOCH = 1_000_000_000L;

  private SignedUrlExpiry() {}

  /** Returns the expiry; null where the URL has none. */
  public static @Nullable Instant of(String url) {
    Map<String, String> query = query(url);
    for (Map.Entry<String, String> parameter : query.entrySet()) {
      Instant instant = relative(parameter, query);
      if (instant != null) {
        return instant;
      }
    }
    for (String name : new String[] {"expires", "x-expires", "e", "se"}) {
      Instant instant = absolute(query.get(name));
      if (instant != null) {
        return instant;
      }
    }
    return null;
  }

  /** Reads the format of S3 and compatible services: a signing date and a duration in seconds. */
  private static @Nullable Instant relative(
      Map.Entry<String, String> parameter, Map<String, String> query) {
    Matcher matcher = RELATIVE.matcher(parameter.getKey());
    Long seconds = matcher.matches() ? number(parameter.getValue()) : null;
    if (seconds == null) {
      return null;
    }
    if (seconds >= MIN_EPOCH) {
      return Timestamps.ofEpoch(seconds);
    }
    String signed = query.get("x-" + matcher.group(1) + "-date");
    try {
      return signed == null
          ? null
          : LocalDateTime.parse(signed, COMPACT).toInstant(ZoneOffset.UTC).plusSeconds(seconds);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Instant absolute(@Nullable String value) {
    Long number = value == null ? null : number(value);
    if (number != null) {
      return number >= MIN_EPOCH ? Timestamps.ofEpoch(number) : null;
    }
    return value == null ? null : Timestamps.ofText(value);
  }

  private static @Nullable Long number(String value) {
    return value.matches("[0-9]{1,15}") ? Long.valueOf(value) : null;
  }

  private static Map<String, String> query(String url) {
    Map<String, String> query = new HashMap<>();
    int fragment = url.indexOf('#');
    int end = fragment < 0 ? url.length() : fragment;
    int start = url.indexOf('?');
    if (start < 0 || start > end || url.regionMatches(true, 0, "data:", 0, 5)) {
      return query;
    }
    for (String pair : url.substring(start + 1, end).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String value = pair.substring(equals + 1).replace("%3A", ":").replace("%3a", ":");
        query.putIfAbsent(pair.substring(0, equals).toLowerCase(Locale.ROOT), value);
      }
    }
    return query;
  }
}
