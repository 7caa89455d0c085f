package io.videotask.poll;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks a history is kept for.
 *
 * @param gateway the server that is asked
 * @param kind what its tasks have in common: a model, an action; null for all of the server's
 * @param refresh how often the server is known to look for news itself; null where that is unknown,
 *     or where it looks when it is asked
 */
public record TaskKind(String gateway, @Nullable String kind, @Nullable Duration refresh) {
  /** Any task of any server. */
  public static final TaskKind ANY = new TaskKind("", null, null);

  TaskKind withKind(@Nullable String newKind) {
    return newKind == null || newKind.equals(kind) ? this : new TaskKind(gateway, newKind, refresh);
  }
}
