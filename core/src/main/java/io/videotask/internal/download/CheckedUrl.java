package io.videotask.internal.download;

import okhttp3.HttpUrl;

/**
 * One address on the way to a video, checked.
 *
 * @param url where to ask
 * @param home whether this is the gateway's own origin, and the way has never left it
 * @param withKey whether the gateway's key goes along; only ever where {@code home} is true
 */
record CheckedUrl(HttpUrl url, boolean home, boolean withKey) {
  /** The host as it can be told to anybody: with its port where that is not the usual one. */
  String host() {
    boolean usual = url.port() == HttpUrl.defaultPort(url.scheme());
    return usual ? url.host() : url.host() + ":" + url.port();
  }
}
