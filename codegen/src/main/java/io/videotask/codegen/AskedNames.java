package io.videotask.codegen;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Name mappings that remember which of them were asked for. The stock generator ignores a key that
 * matches nothing, and the class silently gets its long name back.
 */
final class AskedNames extends LinkedHashMap<String, String> {
  private static final long serialVersionUID = 1L;

  private final transient Set<String> asked = new HashSet<>();

  @Override
  public boolean containsKey(@Nullable Object key) {
    if (key instanceof String name) {
      asked.add(name);
    }
    return super.containsKey(key);
  }

  /** The keys that have, or could have, a mapping. */
  Set<String> asked() {
    return asked;
  }

  Set<String> neverAsked() {
    Set<String> stale = new TreeSet<>(keySet());
    stale.removeAll(asked);
    return stale;
  }
}
