package io.videotask.codegen;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Name mappings that track which keys were looked up. The stock generator ignores keys that match
 * nothing, and the class silently gets its default name.
 */
final class UsageTrackingMap extends LinkedHashMap<String, String> {
  private static final long serialVersionUID = 1L;

  private final transient Set<String> usedKeys = new HashSet<>();

  @Override
  public boolean containsKey(@Nullable Object key) {
    if (key instanceof String name) {
      usedKeys.add(name);
    }
    return super.containsKey(key);
  }

  /** Returns all keys that were looked up, with or without a mapping. */
  Set<String> usedKeys() {
    return usedKeys;
  }

  Set<String> unusedKeys() {
    Set<String> stale = new TreeSet<>(keySet());
    stale.removeAll(usedKeys);
    return stale;
  }
}
