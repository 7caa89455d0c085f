package io.videotask.internal.dialect;

import io.videotask.internal.text.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * The context in which a level is read.
 *
 * @param values reads the values of the dialect's fields
 * @param at the level's position
 * @param data the level in its {@code data}, where that has been read already
 */
record FieldSource(FieldValues values, Position at, @Nullable AnswerNode data) {
  /** Returns the source of a record that is read by itself. */
  static FieldSource alone(FieldValues values) {
    return new FieldSource(values, Position.top(Drift.IGNORED), null);
  }

  /** Returns a field's text or number; null for anything else. */
  @Nullable Scalar scalar(String field, @Nullable Object value) {
    Object sent = values.sent(value);
    if (sent instanceof String text) {
      return Scalar.ofText(text);
    }
    if (sent instanceof Number number) {
      return Scalar.ofNumber(number);
    }
    String string = values.string(value);
    return string == null ? at.scalar(field, values.raw(value)) : Scalar.ofText(string);
  }

  /** Returns a field's text; null for anything else. */
  @Nullable String text(@Nullable Object value) {
    return values.sent(value) instanceof String text ? text : null;
  }
}
