package io.videotask.internal.http;

import io.videotask.auth.ApiKey;
import okhttp3.HttpUrl;

/**
 * What a download has to know of the gateway: which addresses are its own, and the key that goes to
 * none but those.
 *
 * @param base the gateway's address
 * @param key the gateway's key
 * @param plainHttpAllowed whether addresses without encryption are followed: the gateway is this
 *     machine, or was allowed to get its key that way
 */
public record GatewayOrigin(HttpUrl base, ApiKey key, boolean plainHttpAllowed) {
  /** Whether the address has the gateway's own scheme, host and port. */
  public boolean owns(HttpUrl url) {
    return url.scheme().equals(base.scheme())
        && url.host().equals(base.host())
        && url.port() == base.port();
  }
}
