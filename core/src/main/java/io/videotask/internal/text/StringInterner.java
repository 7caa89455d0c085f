package io.videotask.internal.text;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Interns short strings that most answers repeat, such as {@code IN_PROGRESS}. Bounded, so that a
 * server can't fill the memory with unique values. Thread-safe.
 */
public final class StringInterner {
  private static final int MAX_ENTRIES = 512;
  private static final int MAX_LENGTH = 64;
  private static final Map<String, String> INTERNED = new ConcurrentHashMap<>();

  private StringInterner() {}

  /** Returns the interned string, or the given one where it is too long or the interner is full. */
  public static @Nullable String intern(@Nullable String text) {
    if (text == null || text.length() > MAX_LENGTH) {
      return text;
    }
    String known = INTERNED.get(text);
    if (known != null || INTERNED.size() >= MAX_ENTRIES) {
      return known == null ? text : known;
    }
    String first = INTERNED.putIfAbsent(text, text);
    return first == null ? text : first;
  }
}
