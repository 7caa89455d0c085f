package io.videotask.internal.text;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A text that turned out to be an address, completed where it was short of something. Gateways put
 * error texts, file ids and nothing at all where an address belongs, and signed addresses must stay
 * byte for byte as they came.
 *
 * @param url absolute; null for a path on the gateway where there is no base address to complete it
 * @param completion what had to be added, for a note; null where nothing had
 */
public record Address(@Nullable String url, @Nullable String completion) {
  private static final Pattern HOST =
      Pattern.compile(
          "(?i)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+[a-z][a-z-]*[a-z](?::[0-9]{1,5})?(?=[/?#]|$)");

  /** With its port and what ends it. */
  private static final int LONGEST_HOST = 260;

  private static final Pattern UNSAFE = Pattern.compile("[\\x00-\\x20\\x7f\"<>\\\\^`{|}]");

  /**
   * Reads a text as an address.
   *
   * @param text what stands where an address may
   * @param base the gateway's address; null where there is none
   * @return null where the text is no address
   */
  public static @Nullable Address of(@Nullable String text, @Nullable HttpUrl base) {
    String trimmed = text == null ? "" : text.strip();
    if (trimmed.isEmpty() || UNSAFE.matcher(trimmed).find()) {
      return null;
    }
    String scheme = scheme(trimmed);
    if (scheme.equals("data")) {
      return trimmed.indexOf(',') > 0 ? new Address(trimmed, null) : null;
    }
    if (scheme.equals("http") || scheme.equals("https")) {
      // OkHttp reads "http:500" as an address, too.
      boolean complete = trimmed.startsWith("://", scheme.length());
      return !complete || HttpUrl.parse(trimmed) == null ? null : new Address(trimmed, null);
    }
    if (trimmed.startsWith("//")) {
      return hostOnly(trimmed.substring(2));
    }
    if (trimmed.startsWith("/")) {
      return base == null
          ? new Address(
              null,
              "the address is a path on the gateway, and there is no base address to complete it")
          : new Address(origin(base) + trimmed, null);
    }
    return isPlainlyHost(trimmed) ? hostOnly(trimmed) : null;
  }

  /**
   * Whether the address is a content path on the gateway's own origin, which takes the gateway's
   * key.
   */
  public static boolean needsKey(String url, @Nullable HttpUrl base) {
    HttpUrl parsed = HttpUrl.parse(url);
    return parsed != null
        && base != null
        && isContentPath(parsed)
        && parsed.scheme().equals(base.scheme())
        && parsed.host().equals(base.host())
        && parsed.port() == base.port();
  }

  /** Whether the address looks like a gateway's content path, whoever's. */
  public static boolean isContentPath(String url) {
    HttpUrl parsed = HttpUrl.parse(url);
    return parsed != null && isContentPath(parsed);
  }

  private static boolean isContentPath(HttpUrl url) {
    return url.encodedPath().endsWith("/content");
  }

  private static @Nullable Address hostOnly(String rest) {
    String completed = "https://" + rest;
    return startsWithHost(rest) && HttpUrl.parse(completed) != null
        ? new Address(completed, "the address came without a scheme: https is assumed")
        : null;
  }

  /**
   * A bare word with a dot may be a file's name or half a sentence; a host is followed by a path,
   * or starts with www.
   */
  private static boolean isPlainlyHost(String text) {
    if (!startsWithHost(text)) {
      return false;
    }
    return text.indexOf('/') > 0 || text.toLowerCase(Locale.ROOT).startsWith("www.");
  }

  /**
   * Only the first characters are looked at: a longer host is none, and takes the matcher's stack.
   */
  private static boolean startsWithHost(String text) {
    Matcher host = HOST.matcher(text.substring(0, Math.min(text.length(), LONGEST_HOST)));
    return host.lookingAt() && (host.end() < LONGEST_HOST || text.length() == LONGEST_HOST);
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
