package io.videotask.internal.dialect;

import io.videotask.internal.text.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * The position of a level in the whole body.
 *
 * @param above the level that holds this one; null for the whole body
 * @param field the field of that level
 * @param depth the number of levels above
 * @param drift receives deviations from the spec
 */
public record Position(@Nullable Position above, String field, int depth, Drift drift) {
  /** Gateways behind gateways nest their answers; deeper levels are ignored. */
  private static final int MAX_DEPTH = 6;

  /** Returns the position of the whole body. */
  public static Position top(Drift drift) {
    return new Position(null, "$", 0, drift);
  }

  Position below(String name) {
    return new Position(this, name, depth + 1, drift);
  }

  /** Returns whether levels below this one are ignored. */
  boolean isDeepest() {
    return depth >= MAX_DEPTH;
  }

  /** Returns whether this level is ignored. */
  boolean isTooDeep() {
    return depth > MAX_DEPTH;
  }

  /** Returns the JSON path; computed on demand, since it is hardly ever needed. */
  String path() {
    return above == null ? field : above.path() + "." + field;
  }

  /** Reads a free-form field as a text or a number; reports other types as drift. */
  @Nullable Scalar scalar(String name, @Nullable String raw) {
    if (raw != null && (raw.startsWith("{") || raw.startsWith("["))) {
      String found = raw.startsWith("{") ? "object" : "array";
      drift.drift(path() + "." + name, "text or number", found, false);
    }
    return Scalar.ofJson(raw);
  }
}
