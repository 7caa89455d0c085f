package io.videotask.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lists that are committed so that a change of them is seen and meant. A list has a thousand lines:
 * what is told is only which of them differ.
 */
final class Committed {
  private static final int MOST_TOLD = 60;

  private Committed() {}

  /** Whether the lists are to be written anew instead. */
  static boolean isAccepted() {
    return Boolean.getBoolean("surface.update");
  }

  /**
   * Fails with the lines that went and those that came.
   *
   * @param committed the lists by their files
   * @param now what they are now
   * @param remedy what to do if that is meant
   */
  static void assertSame(Map<String, String> committed, Map<String, String> now, String remedy) {
    assertEquals("", differences(committed, now), remedy);
  }

  /** A line for each file that differs, and below it its lines that do; empty where none does. */
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

  /** Each line, a member's together with the type that it stands under. */
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
