package io.videotask.internal.http;

import okhttp3.HttpUrl;

/**
 * The gateway's origin and key, for downloads: the key is sent to that origin only.
 *
 * @param base the gateway's base URL
 * @param credentials the gateway's key
 * @param plainHttpAllowed whether http: URLs are followed: the gateway runs on this machine, or
 *     plain HTTP was allowed for it
 */
public record GatewayOrigin(HttpUrl base, Credentials credentials, boolean plainHttpAllowed) {
  /** Returns whether the URL has the gateway's scheme, host and port. */
  public boolean owns(HttpUrl url) {
    return url.scheme().equals(base.scheme())
        && url.host().equals(base.host())
        && url.port() == base.port();
  }
}
