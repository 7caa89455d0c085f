package io.videotask.internal.text;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A JSON text, number or boolean, as received. Never blank, since gateways send "" for unknown
 * values.
 *
 * @param text the text, or the digits of the number
 * @param isNumber whether it was received as a JSON number
 */
public record Scalar(String text, boolean isNumber) {
  private static final int MAX_NUMBER_LENGTH = 400;

  /** Reads raw JSON; returns null for null, a blank text, an object or an array. */
  public static @Nullable Scalar ofJson(@Nullable String json) {
    if (json == null) {
      return null;
    }
    String plain = plainText(json);
    if (plain != null) {
      return ofText(plain);
    }
    if (json.startsWith("{") || json.startsWith("[")) {
      return null;
    }
    if (isPlainNumber(json)) {
      return new Scalar(json, true);
    }
    try (JsonReader reader = JsonText.reader(json)) {
      return switch (reader.peek()) {
        case STRING -> ofText(reader.nextString());
        case NUMBER -> new Scalar(reader.nextString(), true);
        case BOOLEAN -> new Scalar(Boolean.toString(reader.nextBoolean()), false);
        default -> null;
      };
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Returns a JSON text without escapes, the usual form, without a reader; null for anything else.
   */
  private static @Nullable String plainText(String json) {
    int end = json.length() - 1;
    boolean quoted = end > 0 && json.charAt(0) == '"' && json.charAt(end) == '"';
    return quoted && json.indexOf('\\') < 0 && json.indexOf('"', 1) == end
        ? json.substring(1, end)
        : null;
  }

  /** Returns whether this is a plain integer, the usual form of a number. */
  private static boolean isPlainNumber(String json) {
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c < '0' || c > '9' || (i == 0 && c == '0' && json.length() > 1)) {
        return false;
      }
    }
    return !json.isEmpty();
  }

  /** Returns a text; null where it is null or blank. */
  public static @Nullable Scalar ofText(@Nullable String text) {
    return text == null || text.isBlank() ? null : new Scalar(text, false);
  }

  public static @Nullable Scalar ofNumber(@Nullable Number number) {
    return number == null ? null : new Scalar(number.toString(), true);
  }

  /** Returns the number, or the number in the text; null for none. */
  @Nullable
  public BigDecimal number() {
    String trimmed = text.strip();
    if (trimmed.length() > MAX_NUMBER_LENGTH || !hasOnlyCharactersOfNumbers(trimmed)) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(trimmed);
      // Writing out a number with a huge exponent would exhaust the memory.
      return Math.abs((long) number.scale()) > MAX_NUMBER_LENGTH ? null : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Most texts are ids: an exception for each would cost more than reading the whole answer. */
  private static boolean hasOnlyCharactersOfNumbers(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isDigit(c) && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Returns a positive whole number; null otherwise, since gateways send 0 for unknown values. */
  @Nullable
  public Long positiveLong() {
    BigDecimal number = number();
    try {
      return number == null || number.signum() <= 0 ? null : number.longValueExact();
    } catch (ArithmeticException e) {
      return null;
    }
  }

  public static @Nullable Long positiveLong(String digits) {
    return new Scalar(digits, true).positiveLong();
  }

  public static boolean isNumber(String text) {
    return new Scalar(text, false).number() != null;
  }

  /** Returns a positive, finite number; null otherwise. */
  @Nullable
  public Double positiveDouble() {
    BigDecimal number = number();
    double value = number == null ? 0 : number.doubleValue();
    return value > 0 && !Double.isInfinite(value) ? value : null;
  }
}
