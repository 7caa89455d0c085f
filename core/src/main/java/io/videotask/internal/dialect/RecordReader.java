package io.videotask.internal.dialect;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.Moshi;
import io.videotask.internal.dialect.AnswerNode.Found;
import io.videotask.internal.dialect.AnswerNode.Reason;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of generated record: how JSON becomes one, and what its fields say.
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
   * The shapes of a dialect.
   *
   * @param task the union of all that may stand in an answer about a task
   * @param answer an error's whole body
   * @param error an error object in it; the answer's shape again where the dialect has none
   * @param video one video of several; null where the dialect has no such object
   */
  record Set(
      RecordReader<?> task,
      RecordReader<?> answer,
      RecordReader<?> error,
      @Nullable RecordReader<?> video) {}

  AnswerNode level(String text, FieldMapping.Source source) throws IOException {
    return fields.level(source.json().decode(adapter, text, source.at()), source);
  }

  /** The level at which a reader stands, with those below it. */
  AnswerNode levelIn(
      JsonReader reader, AnswerDecoder json, AnswerDecoder.Position at, NestedDataReader descent)
      throws IOException {
    R value = adapter.fromJson(reader);
    if (value == null) {
      throw new JsonDataException("null at " + at.path());
    }
    return fields.level(value, new FieldMapping.Source(json, at, descent.data()));
  }

  /** The level that a record of this kind is. */
  AnswerNode levelOf(Object value, FieldMapping.Source source) {
    return fields.level(type.cast(value), source);
  }

  List<Reason> reasons(String text, AnswerDecoder json) throws IOException {
    R value = json.decode(adapter, text, AnswerDecoder.Position.top(AnswerDecoder.Drift.IGNORED));
    return fields.reasons(value, json);
  }

  /** The best reason in an object that need not be one; null where it is none. */
  @Nullable List<Reason> reasonsIn(@Nullable String text, AnswerDecoder json) {
    R value = json.optional(adapter, text);
    return value == null ? null : fields.reasons(value, json);
  }

  /** The reasons that a record of this kind tells; null where it is of another. */
  @Nullable List<Reason> reasonsOf(@Nullable Object value, AnswerDecoder json) {
    return type.isInstance(value) ? fields.reasons(type.cast(value), json) : null;
  }

  @Nullable Found foundIn(@Nullable String text, AnswerDecoder json) {
    R value = json.optional(adapter, text);
    return value == null ? null : fields.found(value, json);
  }

  @Nullable Found foundOf(Object value, AnswerDecoder json) {
    return type.isInstance(value) ? fields.found(type.cast(value), json) : null;
  }
}
