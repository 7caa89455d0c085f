package io.videotask.internal.callback;

import io.videotask.internal.text.JsonValue;
import io.videotask.internal.text.Scalar;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Ed25519 keys of a JWKS document, which is fetched when it is needed: first, after a day, and
 * for a signature that none of the keys fits, but never more than once a minute, as each forged
 * call is such a signature. Calls that need the keys meanwhile share one fetch. If a fetch fails,
 * the last keys are used for some more hours. Thread-safe.
 */
public final class KeySet {
  private static final Duration MAX_AGE = Duration.ofHours(24);
  private static final Duration GRACE = Duration.ofHours(6);
  private static final Duration MIN_INTERVAL = Duration.ofMinutes(1);

  /** How long a call waits for keys; less than a vendor waits for the reply. */
  private static final long WAIT_MILLIS = 5_000;

  private static final int MAX_KEYS = 20;

  private final Supplier<? extends CompletableFuture<String>> fetcher;
  private @Nullable Fetched last;
  private @Nullable Instant attemptedAt;
  private @Nullable CompletableFuture<Fetched> fetching;

  /**
   * @param fetcher fetches the document
   */
  public KeySet(Supplier<? extends CompletableFuture<String>> fetcher) {
    this.fetcher = fetcher;
  }

  /** The keys of one fetch, and when they were fetched. */
  record Fetched(List<PublicKey> keys, Instant at) {}

  /**
   * Returns the keys to check with.
   *
   * @return null where none can be had
   */
  @Nullable Fetched current(Instant now) {
    Fetched known = lastUnless(now, MAX_AGE);
    if (known != null) {
      return known;
    }
    Fetched fresh = fetched(now);
    return fresh == null ? lastUnless(now, MAX_AGE.plus(GRACE)) : fresh;
  }

  /**
   * Returns newer keys than these, which did not fit.
   *
   * @return null where there are none, or it is too early to ask
   */
  @Nullable Fetched newerThan(Fetched tried, Instant now) {
    Fetched fresh = fetched(now);
    return fresh == null || fresh.at().equals(tried.at()) ? null : fresh;
  }

  private synchronized @Nullable Fetched lastUnless(Instant now, Duration older) {
    Fetched known = last;
    return known == null || known.at().plus(older).isBefore(now) ? null : known;
  }

  /** Fetches, or joins the fetch that is running; null where that failed or is not allowed yet. */
  private @Nullable Fetched fetched(Instant now) {
    CompletableFuture<Fetched> shared;
    CompletableFuture<Fetched> mine = null;
    synchronized (this) {
      Instant attempt = attemptedAt;
      boolean early = attempt != null && attempt.plus(MIN_INTERVAL).isAfter(now);
      shared = fetching;
      if (shared == null || !early) {
        if (early) {
          return null;
        }
        attemptedAt = now;
        mine = new CompletableFuture<>();
        shared = mine;
        fetching = mine;
      }
    }
    if (mine != null) {
      start(mine, now);
    }
    try {
      return shared.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException | TimeoutException e) {
      return null;
    }
  }

  /** Runs the caller's fetcher, without a lock. */
  private void start(CompletableFuture<Fetched> result, Instant now) {
    CompletableFuture<String> document;
    try {
      document = fetcher.get();
    } catch (Throwable e) {
      end(result, null, e);
      return;
    }
    document.whenComplete(
        (text, thrown) -> {
          List<PublicKey> keys = text == null ? List.of() : keys(text);
          end(result, keys.isEmpty() ? null : new Fetched(keys, now), thrown);
        });
  }

  private void end(
      CompletableFuture<Fetched> result, @Nullable Fetched keys, @Nullable Throwable thrown) {
    synchronized (this) {
      if (fetching == result) {
        fetching = null;
      }
      if (keys != null) {
        last = keys;
      }
    }
    if (keys != null) {
      result.complete(keys);
    } else {
      result.completeExceptionally(
          thrown == null ? new IllegalStateException("no Ed25519 key in the JWKS") : thrown);
    }
  }

  /** Returns the usable keys of a document; empty where there are none. */
  private static List<PublicKey> keys(String document) {
    List<PublicKey> keys = new ArrayList<>();
    if (JsonValue.of(document) instanceof Map<?, ?> set && set.get("keys") instanceof List<?> all) {
      for (Object each : all) {
        PublicKey key = each instanceof Map<?, ?> jwk ? key(jwk) : null;
        if (key != null && keys.size() < MAX_KEYS) {
          keys.add(key);
        }
      }
    }
    return List.copyOf(keys);
  }

  private static @Nullable PublicKey key(Map<?, ?> jwk) {
    if (!isText(jwk.get("kty"), "OKP") || !isText(jwk.get("crv"), "Ed25519")) {
      return null;
    }
    byte[] raw = jwk.get("x") instanceof Scalar x ? Encodings.base64(x.text()) : null;
    return raw == null ? null : Ed25519.publicKey(raw);
  }

  private static boolean isText(@Nullable Object value, String text) {
    return value instanceof Scalar scalar && scalar.text().equals(text);
  }
}
