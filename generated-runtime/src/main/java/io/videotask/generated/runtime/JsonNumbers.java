package io.videotask.generated.runtime;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Parses numbers as JSON defines them, whether they were sent as numbers or as strings. */
final class JsonNumbers {
  /** Longer texts can't fit into a long; parsing them would only take time. */
  private static final int MAX_INTEGER_LENGTH = 64;

  private JsonNumbers() {}

  /** Returns the integer; null if it is not one or does not fit into a long. */
  static @Nullable Long toLong(String sent) {
    if (sent.length() > MAX_INTEGER_LENGTH || !hasOnlyNumberCharacters(sent)) {
      return null;
    }
    try {
      return new BigDecimal(sent).longValueExact();
    } catch (ArithmeticException | NumberFormatException notAnInteger) {
      return null;
    }
  }

  /** Returns the number; null if it is not one or is too large for a double. */
  static @Nullable Double toDouble(String sent) {
    if (!hasOnlyNumberCharacters(sent)) {
      return null;
    }
    try {
      double value = Double.parseDouble(sent);
      return Double.isInfinite(value) ? null : Double.valueOf(value);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  /** Rejects what Java would parse but JSON does not have: NaN, 0x1p3, 5d, non-ASCII digits. */
  private static boolean hasOnlyNumberCharacters(String sent) {
    for (int i = 0; i < sent.length(); i++) {
      if ("0123456789+-.eE".indexOf(sent.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }
}
