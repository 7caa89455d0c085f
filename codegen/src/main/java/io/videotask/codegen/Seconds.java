package io.videotask.codegen;

import org.jspecify.annotations.Nullable;

/** Durations in a mapping, which are written in seconds, such as {@code 15s}. */
final class Seconds {
  private Seconds() {}

  /**
   * Returns the Java expression of a duration.
   *
   * @param node null for none
   * @param digits how many the number has at most
   * @param example for the message
   * @return null for none, or, with an error, for something else
   */
  static @Nullable String of(
      @Nullable MappingNode node, int digits, String example, JavaLines java) {
    if (node == null) {
      return null;
    }
    if (!node.text().matches("[1-9][0-9]{0," + (digits - 1) + "}s")) {
      node.error("`" + node.text() + "` is no time", "write seconds, such as " + example);
      return null;
    }
    return java.type("java.time.Duration") + ".ofSeconds(" + node.text().replace("s", "") + ")";
  }
}
