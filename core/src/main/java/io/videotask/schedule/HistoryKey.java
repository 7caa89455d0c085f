package io.videotask.schedule;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks a history is kept for.
 *
 * @param gateway the server that is asked
 * @param kind what its tasks have in common: a model, an action; null for all of the server's
 * @param refresh how often the server is known to look for news itself; null where that is unknown,
 *     or where it looks when it is asked
 */
public record HistoryKey(String gateway, @Nullable String kind, @Nullable Duration refresh) {
  /** Any task of any server. */
  public static final HistoryKey ANY = new HistoryKey("", null, null);

  private static final int MOST_SHARED = 512;
  private static final Map<HistoryKey, HistoryKey> SHARED = new ConcurrentHashMap<>();

  /**
   * The kind of one task; one object for all tasks of the kind, as there may be a hundred thousand
   * of them. Of so many kinds only: a server that makes kinds up fills no memory.
   */
  HistoryKey withKind(@Nullable String newKind) {
    if (newKind == null || newKind.equals(kind)) {
      return this;
    }
    HistoryKey wanted = new HistoryKey(gateway, newKind, refresh);
    return SHARED.size() < MOST_SHARED
        ? SHARED.computeIfAbsent(wanted, first -> first)
        : SHARED.getOrDefault(wanted, wanted);
  }
}
