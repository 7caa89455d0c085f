package io.videotask.spring;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A property has no usable value. The message is one line, names it, and holds no secret. */
public final class InvalidPropertyException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String property;

  InvalidPropertyException(String property, @Nullable String reason) {
    super(property + ": " + reason);
    this.property = property;
  }

  /** Returns the name of the property, such as {@code videotask.gateways.main.base-url}. */
  public String property() {
    return property;
  }

  /** Passes a value on, if there is one; what refuses it tells why. */
  static <T> void pass(String property, @Nullable T value, Consumer<? super T> setter) {
    if (value != null) {
      checked(
          property,
          () -> {
            setter.accept(value);
            return true;
          });
    }
  }

  static <T> T checked(String property, Supplier<T> use) {
    try {
      return use.get();
    } catch (IllegalArgumentException e) {
      // Without a cause: no message of the library holds a secret, but one below it may.
      throw e instanceof InvalidPropertyException
          ? e
          : new InvalidPropertyException(property, e.getMessage());
    }
  }

  static String required(String property, @Nullable String value, String what) {
    if (value == null || value.isBlank()) {
      throw new InvalidPropertyException(property, "is missing: " + what);
    }
    return value;
  }
}
