package io.videotask.codegen;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Collects the errors of a mapping, each with its file, its line, and what to do. */
final class MappingErrors {
  private static final int MAX_LISTED = 30;

  private final String file;
  private final Set<String> messages = new LinkedHashSet<>();

  /**
   * @param file the mapping's name, for messages
   */
  MappingErrors(String file) {
    this.file = file;
  }

  void add(int line, String problem, String remedy) {
    messages.add(file + ", line " + line + ": " + problem + ". Remedy: " + remedy);
  }

  /** Returns the names that could be meant, those with the most letters in common first. */
  static String suggestions(String wrong, Collection<String> names) {
    String listed =
        names.stream()
            .sorted(
                (first, other) ->
                    distance(wrong, first) != distance(wrong, other)
                        ? Integer.compare(distance(wrong, first), distance(wrong, other))
                        : first.compareTo(other))
            .limit(MAX_LISTED)
            .collect(Collectors.joining(", "));
    return names.size() > MAX_LISTED
        ? listed + " and " + (names.size() - MAX_LISTED) + " more"
        : listed;
  }

  /** The number of letters to insert, delete or replace. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  void throwIfAny() {
    if (!messages.isEmpty()) {
      throw InvalidSpecException.invalidMapping(messages);
    }
  }
}
