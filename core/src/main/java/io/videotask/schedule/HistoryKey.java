package io.videotask.schedule;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Identifies the tasks that share a history.
 *
 * @param gateway the configured gateway's name
 * @param kind what the tasks have in common, such as a model or an action; null for all tasks of
 *     the gateway
 * @param refresh the interval at which the gateway queries its vendor; null where it is unknown, or
 *     where the gateway queries the vendor on each request
 */
public record HistoryKey(String gateway, @Nullable String kind, @Nullable Duration refresh) {
  /** Any task of any gateway. */
  public static final HistoryKey ANY = new HistoryKey("", null, null);

  private static final int MAX_INTERNED = 512;
  private static final Map<HistoryKey, HistoryKey> INTERNED = new ConcurrentHashMap<>();

  /**
   * Returns the key of one kind. Keys are interned, as 100,000 tasks may share one; the number of
   * interned keys is bounded, so that a gateway that invents kinds does not exhaust memory.
   */
  HistoryKey withKind(@Nullable String newKind) {
    if (newKind == null || newKind.equals(kind)) {
      return this;
    }
    HistoryKey key = new HistoryKey(gateway, newKind, refresh);
    return INTERNED.size() < MAX_INTERNED
        ? INTERNED.computeIfAbsent(key, first -> first)
        : INTERNED.getOrDefault(key, key);
  }
}
