package io.videotask.internal.callback;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map that forgets: each entry after a while, and the oldest when there are too many. Not
 * thread-safe.
 */
final class ExpiringMap<K, V> {
  private final int capacity;
  private final Duration lifetime;
  private final Map<K, Entry<V>> entries = new LinkedHashMap<>();

  ExpiringMap(int capacity, Duration lifetime) {
    this.capacity = capacity;
    this.lifetime = lifetime;
  }

  private record Entry<V>(V value, Instant until) {}

  /** Returns the value; null where there is none, or it has expired. */
  @Nullable V get(K key, Instant now) {
    Entry<V> entry = entries.get(key);
    return entry == null || entry.until().isBefore(now) ? null : entry.value();
  }

  /** Adds or replaces an entry, which is then the youngest. */
  void put(K key, V value, Instant now) {
    put(key, value, lifetime, now);
  }

  /** Adds or replaces an entry with another lifetime. */
  void put(K key, V value, Duration ownLifetime, Instant now) {
    entries.remove(key);
    Iterator<Entry<V>> oldest = entries.values().iterator();
    while (oldest.hasNext()) {
      boolean expired = oldest.next().until().isBefore(now);
      if (!expired && entries.size() < capacity) {
        break;
      }
      oldest.remove();
    }
    entries.put(key, new Entry<>(value, now.plus(ownLifetime)));
  }

  /** Removes an entry and returns its value; null where there is none, or it has expired. */
  @Nullable V remove(K key, Instant now) {
    V value = get(key, now);
    entries.remove(key);
    return value;
  }

  int size() {
    return entries.size();
  }
}
