package io.videotask.internal.download;

import okhttp3.HttpUrl;

/**
 * One URL of a chain of redirects, checked against the rules.
 *
 * @param url the URL
 * @param sameOrigin whether this and all earlier URLs of the chain have the gateway's origin
 * @param withKey whether the gateway's key is sent; only if {@code sameOrigin}
 */
record CheckedUrl(HttpUrl url, boolean sameOrigin, boolean withKey) {
  /** Returns the host for messages, with its port unless that is the default. */
  String host() {
    boolean usual = url.port() == HttpUrl.defaultPort(url.scheme());
    return usual ? url.host() : url.host() + ":" + url.port();
  }
}
