package io.videotask.internal.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Reads the progress of a task in percent. */
public final class ProgressParser {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private ProgressParser() {}

  /**
   * Returns the progress from 0 to 100, rounded down so that only a finished task has 100; null
   * where it is missing, no number, or out of range. "30%", 30 and "30" are 30. A number with a
   * fraction between 0 and 1 is a share, so 0.3 is 30 as well; but 1 is 1 %.
   */
  public static @Nullable Integer of(@Nullable Scalar field) {
    if (field == null) {
      return null;
    }
    String text = field.text().strip();
    int percent = twoDigits(text);
    if (percent >= 0) {
      return percent;
    }
    boolean isPercent = text.endsWith("%");
    Scalar digits =
        isPercent ? new Scalar(text.substring(0, text.length() - 1).strip(), false) : field;
    BigDecimal number = digits.number();
    if (number == null || number.signum() < 0 || number.compareTo(HUNDRED) > 0) {
      return null;
    }
    boolean share = !isPercent && number.signum() > 0 && number.compareTo(BigDecimal.ONE) < 0;
    return (share ? number.multiply(HUNDRED) : number).setScale(0, RoundingMode.FLOOR).intValue();
  }

  /**
   * Reads one or two digits with or without a percent sign, the usual form; returns -1 for anything
   * else.
   */
  private static int twoDigits(String text) {
    int digits = text.endsWith("%") ? text.length() - 1 : text.length();
    if (digits < 1 || digits > 2) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < digits; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = 10 * number + c - '0';
    }
    return number;
  }
}
