package io.videotask.internal.text;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one copy of the words that all answers repeat: a hundred thousand snapshots say {@code
 * IN_PROGRESS}. Holds only so many, so that a server which makes words up fills no memory.
 * Thread-safe.
 */
public final class StringInterner {
  private static final int MOST = 512;
  private static final int LONGEST = 64;
  private static final Map<String, String> WORDS = new ConcurrentHashMap<>();

  private StringInterner() {}

  /** An equal text. */
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
