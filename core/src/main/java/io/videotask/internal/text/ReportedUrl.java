package io.videotask.internal.text;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A URL read from a field, completed where parts of it were missing. Gateways put error texts, file
 * ids or nothing into URL fields; signed URLs must stay byte for byte as received.
 *
 * @param url absolute; null for a path on the gateway where there is no base URL to resolve it
 * @param completion what was added, for a note; null for nothing
 */
public record ReportedUrl(@Nullable String url, @Nullable String completion) {
  private static final Pattern HOST =
      Pattern.compile(
          "(?i)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+[a-z][a-z-]*[a-z](?::[0-9]{1,5})?(?=[/?#]|$)");

  /** The host with its port and the character after it. */
  private static final int MAX_HOST_LENGTH = 260;

  private static final Pattern UNSAFE = Pattern.compile("[\\x00-\\x20\\x7f\"<>\\\\^`{|}]");

  /**
   * Reads a text as a URL.
   *
   * @param text the content of a URL field
   * @param base the gateway's base URL; null for none
   * @return null where the text is no URL
   */
  public static @Nullable ReportedUrl of(@Nullable String text, @Nullable HttpUrl base) {
    String trimmed = text == null ? "" : text.strip();
    if (trimmed.isEmpty() || UNSAFE.matcher(trimmed).find()) {
      return null;
    }
    String scheme = scheme(trimmed);
    if (scheme.equals("data")) {
      return trimmed.indexOf(',') > 0 ? new ReportedUrl(trimmed, null) : null;
    }
    if (scheme.equals("http") || scheme.equals("https")) {
      // OkHttp parses "http:500" as a URL, too.
      boolean complete = trimmed.startsWith("://", scheme.length());
      return !complete || HttpUrl.parse(trimmed) == null ? null : new ReportedUrl(trimmed, null);
    }
    if (scheme.equals("gs") && trimmed.startsWith("://", 2)) {
      // Google's storage, which has an API of its own.
      return new ReportedUrl(trimmed, null);
    }
    if (trimmed.startsWith("//")) {
      return hostOnly(trimmed.substring(2));
    }
    if (trimmed.startsWith("/")) {
      return base == null
          ? new ReportedUrl(
              null, "the URL is a path on the gateway, and there is no base URL to complete it")
          : new ReportedUrl(origin(base) + trimmed, null);
    }
    return isPlainlyHost(trimmed) ? hostOnly(trimmed) : null;
  }

  /**
   * Returns whether the URL is a content path on the gateway's own origin, which needs the
   * gateway's key.
   */
  public static boolean needsKey(String url, @Nullable HttpUrl base) {
    HttpUrl parsed = HttpUrl.parse(url);
    return parsed != null && isContentPath(parsed) && isOnOrigin(url, base);
  }

  /** Returns whether the URL is on the gateway's own origin. */
  public static boolean isOnOrigin(String url, @Nullable HttpUrl base) {
    HttpUrl parsed = HttpUrl.parse(url);
    return parsed != null
        && base != null
        && parsed.scheme().equals(base.scheme())
        && parsed.host().equals(base.host())
        && parsed.port() == base.port();
  }

  /** Returns whether the URL looks like a content path, of any gateway. */
  public static boolean isContentPath(String url) {
    HttpUrl parsed = HttpUrl.parse(url);
    return parsed != null && isContentPath(parsed);
  }

  private static boolean isContentPath(HttpUrl url) {
    return url.encodedPath().endsWith("/content");
  }

  private static @Nullable ReportedUrl hostOnly(String rest) {
    String completed = "https://" + rest;
    return startsWithHost(rest) && HttpUrl.parse(completed) != null
        ? new ReportedUrl(completed, "the URL had no scheme: https is assumed")
        : null;
  }

  /**
   * Returns whether a text without a scheme is a host: a word with a dot may be a file name or part
   * of a sentence, but a host is followed by a path or starts with www.
   */
  private static boolean isPlainlyHost(String text) {
    if (!startsWithHost(text)) {
      return false;
    }
    return text.indexOf('/') > 0 || text.toLowerCase(Locale.ROOT).startsWith("www.");
  }

  /**
   * Matches the first characters only: hosts are no longer, and long input would overflow the
   * matcher's stack.
   */
  private static boolean startsWithHost(String text) {
    Matcher host = HOST.matcher(text.substring(0, Math.min(text.length(), MAX_HOST_LENGTH)));
    return host.lookingAt() && (host.end() < MAX_HOST_LENGTH || text.length() == MAX_HOST_LENGTH);
  }

  private static String origin(HttpUrl base) {
    return HttpUrl.get(base.scheme() + "://" + hostPart(base) + ":" + base.port())
        .toString()
        .replaceAll("/$", "");
  }

  private static String hostPart(HttpUrl base) {
    return base.host().indexOf(':') >= 0 ? "[" + base.host() + "]" : base.host();
  }

  private static String scheme(String text) {
    int colon = text.indexOf(':');
    String before = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    return before.matches("[a-z][a-z0-9+-]*") ? before : "";
  }
}
