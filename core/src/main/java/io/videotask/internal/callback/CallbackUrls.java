package io.videotask.internal.callback;

import static io.videotask.internal.callback.Encodings.utf8;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The URLs that vendors call: {@code <base>/<gateway>/<correlation id>/<code>}. The code is an HMAC
 * of the rest with a secret of the application, so a URL can be checked without a table, and only
 * the application can create one. A URL is a secret: it is in no message. Immutable.
 */
public final class CallbackUrls {
  private static final Pattern GATEWAY = Pattern.compile("[a-z0-9-]{1,64}");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,200}");

  /** Marks a correlation id in base64: it has characters that a proxy may change in a path. */
  private static final String ENCODED = "~";

  /** In place of a correlation id, in the URL for all tasks of a gateway. */
  private static final String ALL = "~";

  private static final int MIN_SECRET = 16;
  private static final int CODE_LENGTH = 24;

  private final String base;
  private final Hmac hmac;

  /**
   * @param base the public URL of the endpoint
   * @param secrets of the application; the first is for new URLs
   * @throws IllegalArgumentException when the URL is not https, or a secret is too short
   */
  public CallbackUrls(String base, List<String> secrets) {
    this.base = checked(base.strip());
    for (String secret : secrets) {
      if (secret.strip().length() < MIN_SECRET) {
        throw new IllegalArgumentException(
            "the secret of the callbacks' URLs has at least "
                + MIN_SECRET
                + " characters, as callbacks can be forged with it");
      }
    }
    this.hmac = Hmac.ofText(secrets);
  }

  /**
   * What a URL was created for.
   *
   * @param gateway the configured gateway's name
   * @param correlationId of the submit; null for all tasks of the gateway
   * @param url the whole URL, as it was given to the vendor
   */
  public record Route(String gateway, @Nullable String correlationId, String url) {}

  /**
   * Returns the URL for a submit, or for all tasks of a gateway.
   *
   * @param correlationId null for all tasks
   * @throws IllegalArgumentException when the gateway's name is not valid
   */
  public String url(String gateway, @Nullable String correlationId) {
    if (!GATEWAY.matcher(gateway).matches()) {
      throw new IllegalArgumentException("a gateway's name has a-z, 0-9 and '-'");
    }
    String id = segment(correlationId);
    byte[] code = Arrays.copyOf(hmac.sign(text(gateway, id)), CODE_LENGTH);
    return base + "/" + gateway + "/" + id + "/" + base64(code);
  }

  /**
   * Returns what the URL of a call was created for.
   *
   * @param path as the server sees it: a proxy may have removed the beginning
   * @throws RefusedCallException when this receiver has not created it
   */
  public Route route(String path) {
    String[] segments = pathOf(path).replace("%7E", "~").replace("%7e", "~").split("/", -1);
    int last = segments.length - 1;
    if (last >= 0 && segments[last].isEmpty()) {
      last--;
    }
    if (last < 2 || !GATEWAY.matcher(segments[last - 2]).matches()) {
      throw unknown();
    }
    String gateway = segments[last - 2];
    String id = segments[last - 1];
    byte[] code = Encodings.base64(segments[last]);
    if (code == null || code.length != CODE_LENGTH) {
      throw unknown();
    }
    if (!hmac.fitsPrefix(code, text(gateway, id))) {
      throw new RefusedCallException(
          RefusedCallException.Kind.FORGED_URL,
          "the URL was not created with this application's secret: it is forged, or the secret has"
              + " changed; give the earlier one too");
    }
    String url = base + "/" + gateway + "/" + id + "/" + segments[last];
    return new Route(gateway, correlationId(id), url);
  }

  private static RefusedCallException unknown() {
    return new RefusedCallException(
        RefusedCallException.Kind.UNKNOWN_URL, "no callback's URL ends like this one");
  }

  private static String pathOf(String target) {
    int end = target.length();
    for (char c : new char[] {'?', '#'}) {
      int found = target.indexOf(c);
      end = found >= 0 && found < end ? found : end;
    }
    return target.substring(0, end);
  }

  private static byte[] text(String gateway, String id) {
    return utf8("videotask callback 1\n" + gateway + "\n" + id);
  }

  private static String segment(@Nullable String correlationId) {
    if (correlationId == null) {
      return ALL;
    }
    return PLAIN.matcher(correlationId).matches()
        ? correlationId
        : ENCODED + base64(utf8(correlationId));
  }

  private static @Nullable String correlationId(String segment) {
    if (segment.equals(ALL)) {
      return null;
    }
    byte[] decoded =
        segment.startsWith(ENCODED) ? Encodings.base64(segment.substring(ENCODED.length())) : null;
    return decoded == null ? segment : new String(decoded, StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String checked(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("the callbacks' URL is not a URL");
    }
    String host = uri.getHost();
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (host == null || !(scheme.equals("https") || (scheme.equals("http") && isLocal(host)))) {
      throw new IllegalArgumentException(
          "the callbacks' URL is the public https URL of the endpoint, such as"
              + " https://app.example.com/callbacks");
    }
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "the callbacks' URL must not have a user, a query or a fragment");
    }
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** For tests; no vendor reaches it. */
  private static boolean isLocal(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }
}
