package io.videotask.internal.callback;

import java.time.Duration;
import java.time.Instant;

/**
 * Limits the calls to one URL, and recognises those that were sent again. Only calls to URLs of
 * this receiver count, so a stranger can't fill it. Thread-safe.
 */
public final class CallLimits {
  /** Calls to the URL of one submit: more than any vendor sends. */
  private static final int BURST = 30;

  private static final Duration ONE_MORE_AFTER = Duration.ofSeconds(1);
  private static final int MAX_URLS = 10_000;
  private static final int MAX_CALLS = 50_000;

  /** Vendors repeat a call for hours. */
  private static final Duration REPEATS = Duration.ofHours(24);

  /** A call without a signature may be forged, and must not hide the vendor's own for long. */
  private static final Duration UNSIGNED_REPEATS = Duration.ofMinutes(1);

  // Guarded by this.
  private final ExpiringMap<String, Instant> nextFree =
      new ExpiringMap<>(MAX_URLS, ONE_MORE_AFTER.multipliedBy(BURST));
  private final ExpiringMap<String, Boolean> seen = new ExpiringMap<>(MAX_CALLS, REPEATS);

  /**
   * Counts a call to a URL.
   *
   * @throws RefusedCallException when there were too many
   */
  public synchronized void count(String url, Instant now) {
    Instant known = nextFree.get(url, now);
    Instant next = known == null || known.isBefore(now) ? now : known;
    if (next.isAfter(now.plus(ONE_MORE_AFTER.multipliedBy(BURST - 1)))) {
      throw new RefusedCallException(
          RefusedCallException.Kind.TOO_MANY_CALLS,
          "more than " + BURST + " calls in a row came to one URL");
    }
    nextFree.put(url, next.plus(ONE_MORE_AFTER), now);
  }

  /**
   * Records a call.
   *
   * @param key the same for calls that say the same
   * @param signed whether only the vendor can have sent it
   * @return false if it came before
   */
  public synchronized boolean isFirst(String key, boolean signed, Instant now) {
    if (seen.get(key, now) != null) {
      return false;
    }
    seen.put(key, true, signed ? REPEATS : UNSIGNED_REPEATS, now);
    return true;
  }
}
