package io.videotask.internal.http;

import io.videotask.auth.ApiKey;
import io.videotask.auth.KeyUnavailableException;
import io.videotask.generated.gateway.KeyHeader;
import io.videotask.time.TimeSource;
import java.time.Duration;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * The key of a gateway, and the header in which the gateway takes it. All requests of a client to a
 * gateway share one, and so one signed token. Thread-safe.
 */
public final class Credentials {
  private final ApiKey key;
  private final KeyHeader header;
  private final @Nullable TokenSigner signer;

  /**
   * @param time the clock by which signed tokens expire
   */
  public Credentials(ApiKey key, KeyHeader header, TimeSource time) {
    this.key = key;
    this.header = header;
    Duration lifetime = header.tokenLifetime();
    this.signer = lifetime == null ? null : new TokenSigner(lifetime, time);
  }

  /** Returns whether the key has a supplier, which may block. */
  boolean areSupplied() {
    return key.isSupplied();
  }

  /**
   * Returns what is to be sent: the current key, or a token that is signed with it.
   *
   * @throws KeyUnavailableException when the key's supplier fails, or the key can't sign
   */
  String current() throws KeyUnavailableException {
    String current = key.current();
    return signer == null ? current : signer.token(current);
  }

  /**
   * Returns the request with the header.
   *
   * @param secret from {@link #current()}
   */
  Request authorise(Request request, String secret) {
    return request
        .newBuilder()
        .header(header.name(), header.prefix() + secret)
        .tag(SentSecret.class, new SentSecret(secret))
        .build();
  }

  /** Marks a request with the key or token that it carries, for redaction. */
  private record SentSecret(String text) {
    @Override
    public String toString() {
      return "SentSecret[…]";
    }
  }

  /**
   * Returns the key or token that a request carries, so that an echo of it can be redacted; null
   * for none.
   */
  static @Nullable String sentWith(Request request) {
    SentSecret sent = request.tag(SentSecret.class);
    if (sent != null) {
      return sent.text();
    }
    // An interceptor of the caller's may have built another request, or added a key of its own.
    String authorization = request.header("Authorization");
    return authorization == null ? null : authorization.substring(authorization.indexOf(' ') + 1);
  }

  @Override
  public String toString() {
    return "Credentials[…]";
  }
}
