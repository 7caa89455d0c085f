package io.videotask.internal.dialect;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.Moshi;
import io.videotask.internal.dialect.AnswerNode.Found;
import io.videotask.internal.dialect.AnswerNode.Reason;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A kind of generated record: how it is decoded from JSON, and how its fields are read.
 *
 * @param <R> the record
 */
final class RecordReader<R> {
  private final Class<R> type;
  private final FieldMapping<R> fields;
  private final JsonAdapter<R> adapter;

  RecordReader(Moshi moshi, Class<R> type, FieldMapping<R> fields) {
    this.type = type;
    this.fields = fields;
    this.adapter = moshi.adapter(type);
  }

  /**
   * The record kinds of a dialect.
   *
   * @param task the union of all fields of an answer about a task
   * @param answer the whole body of an error
   * @param error an error object in it; the answer's kind again where the dialect has none
   * @param video one of several videos; null where the dialect has no such object
   */
  record Set(
      RecordReader<?> task,
      RecordReader<?> answer,
      RecordReader<?> error,
      @Nullable RecordReader<?> video) {}

  AnswerNode level(String text, FieldSource source) throws IOException {
    return fields.level(RecordJson.decode(adapter, text, source.at()), source);
  }

  /**
   * Reads the level at a reader's position, with those below it.
   *
   * @param data returns the level in the {@code data} of the record that was just read
   */
  AnswerNode levelIn(
      JsonReader reader, FieldValues values, Position at, Supplier<@Nullable AnswerNode> data)
      throws IOException {
    R value = adapter.fromJson(reader);
    if (value == null) {
      throw new JsonDataException("null at " + at.path());
    }
    return fields.level(value, new FieldSource(values, at, data.get()));
  }

  /** Returns the level of a record of this kind. */
  AnswerNode levelOf(Object value, FieldSource source) {
    return fields.level(type.cast(value), source);
  }

  List<Reason> reasons(String text, FieldValues values) throws IOException {
    R value = RecordJson.decode(adapter, text, Position.top(Drift.IGNORED));
    return fields.reasons(value, values);
  }

  /** Returns the reasons in an object; null where the text is no object. */
  @Nullable List<Reason> reasonsIn(@Nullable String text, FieldValues values) {
    R value = RecordJson.optional(adapter, text);
    return value == null ? null : fields.reasons(value, values);
  }

  /** Returns the reasons in a record of this kind; null for another kind. */
  @Nullable List<Reason> reasonsOf(@Nullable Object value, FieldValues values) {
    return type.isInstance(value) ? fields.reasons(type.cast(value), values) : null;
  }

  @Nullable Found foundIn(@Nullable String text, FieldValues values) {
    R value = RecordJson.optional(adapter, text);
    return value == null ? null : fields.found(value, values);
  }

  @Nullable Found foundOf(Object value, FieldValues values) {
    return type.isInstance(value) ? fields.found(type.cast(value), values) : null;
  }
}
