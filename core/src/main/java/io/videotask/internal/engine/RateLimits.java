package io.videotask.internal.engine;

import java.util.Map;

/**
 * The rate limits of a client: those of the gateways that have their own, and the one that all
 * others share. Thread-safe.
 */
public final class RateLimits {
  private final RateLimiter shared;
  private final Map<String, RateLimiter> ofGateways;

  /** Creates the limits of a client whose gateways share one. */
  public RateLimits(RateLimiter shared) {
    this(shared, Map.of());
  }

  /**
   * @param shared the limit of all gateways that have none of their own
   * @param ofGateways those that have, by name
   */
  public RateLimits(RateLimiter shared, Map<String, RateLimiter> ofGateways) {
    this.shared = shared;
    this.ofGateways = Map.copyOf(ofGateways);
  }

  /** Returns the limit of a gateway's submits and queries: its own, or else the shared one. */
  public RateLimiter of(String gateway) {
    return ofGateways.getOrDefault(gateway, shared);
  }

  /**
   * Sets the share of each limit that is used from now on.
   *
   * @param share as for {@link RateLimiter#share}
   * @throws IllegalArgumentException if the share is out of range
   */
  public void share(double share) {
    shared.share(share);
    ofGateways.values().forEach(limit -> limit.share(share));
  }
}
