package io.videotask.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares listings with committed ones, so that each change is reviewed. A listing has a thousand
 * lines: only the differences are reported.
 */
final class Committed {
  private static final int MOST_TOLD = 60;

  private Committed() {}

  /** Whether to rewrite the listings instead. */
  static boolean isAccepted() {
    return Boolean.getBoolean("surface.update");
  }

  /**
   * Fails with the removed and the added lines.
   *
   * @param committed the committed listings by file
   * @param now the current listings by file
   * @param remedy what to do if the change is intended
   */
  static void assertSame(Map<String, String> committed, Map<String, String> now, String remedy) {
    assertEquals("", differences(committed, now), remedy);
  }

  /**
   * Returns a line for each file that differs, followed by the differing lines; empty if none does.
   */
  static String differences(Map<String, String> committed, Map<String, String> now) {
    Set<String> files = new TreeSet<>(committed.keySet());
    files.addAll(now.keySet());
    StringBuilder told = new StringBuilder();
    for (String file : files) {
      String before = committed.getOrDefault(file, "");
      String after = now.getOrDefault(file, "");
      if (!before.equals(after)) {
        told.append('\n').append(file).append(differences(before, after));
      }
    }
    return told.toString();
  }

  private static String differences(String before, String after) {
    Set<String> went = lines(before);
    Set<String> came = lines(after);
    Set<String> both = new LinkedHashSet<>(went);
    both.retainAll(came);
    went.removeAll(both);
    came.removeAll(both);
    if (went.isEmpty() && came.isEmpty()) {
      return "\n  the same lines, in another order or number";
    }
    StringBuilder told = new StringBuilder();
    went.stream().limit(MOST_TOLD).forEach(line -> told.append("\n  - ").append(line));
    came.stream().limit(MOST_TOLD).forEach(line -> told.append("\n  + ").append(line));
    int left = Math.max(0, went.size() - MOST_TOLD) + Math.max(0, came.size() - MOST_TOLD);
    return left == 0 ? told.toString() : told + "\n  and " + left + " more";
  }

  /** Returns each line; a member's line includes its type. */
  private static Set<String> lines(String text) {
    Set<String> lines = new LinkedHashSet<>();
    String type = "";
    for (String line : text.lines().toList()) {
      boolean member = line.startsWith(" ");
      type = member ? type : line;
      lines.add(member ? type + ": " + line.strip() : line);
    }
    return lines;
  }
}
