package io.videotask.internal.text;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Interns short strings that most answers repeat, such as {@code IN_PROGRESS}. Bounded, so that a
 * server can't fill the memory with unique values. Thread-safe.
 */
public final class StringInterner {
  private static final int MOST = 512;
  private static final int LONGEST = 64;
  private static final Map<String, String> WORDS = new ConcurrentHashMap<>();

  private StringInterner() {}

  /** Returns the interned string, or the given one where it is too long or the interner is full. */
  public static @Nullable String one(@Nullable String word) {
    if (word == null || word.length() > LONGEST) {
      return word;
    }
    String known = WORDS.get(word);
    if (known != null || WORDS.size() >= MOST) {
      return known == null ? word : known;
    }
    String first = WORDS.putIfAbsent(word, word);
    return first == null ? word : first;
  }
}
