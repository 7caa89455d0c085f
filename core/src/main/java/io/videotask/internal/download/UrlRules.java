package io.videotask.internal.download;

import io.videotask.download.DownloadOptions;
import io.videotask.error.Evidence;
import io.videotask.error.UnsafeUrlException;
import io.videotask.internal.http.GatewayOrigin;
import io.videotask.internal.http.Redaction;
import io.videotask.task.TaskRef;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Decides which URLs are followed, and which of them get the API key. */
record UrlRules(TaskRef task, GatewayOrigin gateway, DownloadOptions options) {
  private static final Pattern AUTHORITY = Pattern.compile("(?i)https?:[/\\\\]*([^/\\\\?#]*)");

  /** Checks the URL that the gateway reported. */
  CheckedUrl first(VideoSource source) {
    HttpUrl url = parse(source.url());
    boolean sameOrigin = gateway.owns(url);
    return checked(new CheckedUrl(url, sameOrigin, sameOrigin && source.needsKey()));
  }

  /**
   * Checks the target of a redirect. Once a redirect has left the gateway's origin, no later one
   * gets the key.
   */
  CheckedUrl next(CheckedUrl from, String location) {
    HttpUrl url = from.url().resolve(location);
    if (url == null || hasUserInfo(location)) {
      // It can't be resolved if it has another scheme.
      url = parse(location);
    }
    boolean sameOrigin = from.sameOrigin() && gateway.owns(url);
    return checked(new CheckedUrl(url, sameOrigin, sameOrigin && from.withKey()));
  }

  UnsafeUrlException refusal(String why) {
    return new UnsafeUrlException(
        "a URL of the video of " + task + " is not followed: " + why, Evidence.of(task));
  }

  private HttpUrl parse(String text) {
    HttpUrl url = HttpUrl.parse(text);
    if (url == null) {
      int colon = text.indexOf(':');
      boolean scheme = colon > 0 && text.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*");
      throw refusal(
          scheme
              ? "it begins with " + Redaction.line(text.substring(0, Math.min(colon, 20))) + ":"
              : "it is no https URL");
    }
    if (hasUserInfo(text)) {
      throw refusal("it names a user before its host " + url.host());
    }
    return url;
  }

  private static boolean hasUserInfo(String text) {
    Matcher authority = AUTHORITY.matcher(text.strip());
    return authority.lookingAt() && authority.group(1).indexOf('@') >= 0;
  }

  private CheckedUrl checked(CheckedUrl hop) {
    HttpUrl url = hop.url();
    if (!url.username().isEmpty() || !url.password().isEmpty()) {
      throw refusal("it names a user before its host " + url.host());
    }
    if (!hop.sameOrigin()) {
      if (!url.isHttps() && !gateway.plainHttpAllowed() && !options.plainHttpAllowed()) {
        throw refusal(hop.host() + " requires plain http; allow it if you trust it");
      }
      if (!isListed(url.host())) {
        throw refusal(hop.host() + " is not on the list of allowed hosts");
      }
    }
    return hop;
  }

  private boolean isListed(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return options.hosts().isEmpty()
        || options.hosts().stream()
            .anyMatch(
                listed -> listed.startsWith(".") ? name.endsWith(listed) : name.equals(listed));
  }
}
