package io.videotask.gateway;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.Moshi;
import io.videotask.gateway.Level.Found;
import io.videotask.gateway.Level.Reason;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of generated record: how JSON becomes one, and what its fields say.
 *
 * @param <R> the record
 */
final class Shape<R> {
  private final Class<R> type;
  private final Fields<R> fields;
  private final JsonAdapter<R> adapter;

  Shape(Moshi moshi, Class<R> type, Fields<R> fields) {
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
  record Set(Shape<?> task, Shape<?> answer, Shape<?> error, @Nullable Shape<?> video) {}

  Level level(String text, Fields.Source source) throws IOException {
    return fields.level(source.json().decode(adapter, text, source.at()), source);
  }

  /** The level at which a reader stands, with those below it. */
  Level levelIn(JsonReader reader, DialectJson json, DialectJson.Position at, Descent descent)
      throws IOException {
    R value = adapter.fromJson(reader);
    if (value == null) {
      throw new JsonDataException("null at " + at.path());
    }
    return fields.level(value, new Fields.Source(json, at, descent.data()));
  }

  /** The level that a record of this kind is. */
  Level levelOf(Object value, Fields.Source source) {
    return fields.level(type.cast(value), source);
  }

  List<Reason> reasons(String text, DialectJson json) throws IOException {
    R value = json.decode(adapter, text, DialectJson.Position.top(DialectJson.Drift.IGNORED));
    return fields.reasons(value, json);
  }

  /** The best reason in an object that need not be one; null where it is none. */
  @Nullable List<Reason> reasonsIn(@Nullable String text, DialectJson json) {
    R value = json.optional(adapter, text);
    return value == null ? null : fields.reasons(value, json);
  }

  /** The reasons that a record of this kind tells; null where it is of another. */
  @Nullable List<Reason> reasonsOf(@Nullable Object value, DialectJson json) {
    return type.isInstance(value) ? fields.reasons(type.cast(value), json) : null;
  }

  @Nullable Found foundIn(@Nullable String text, DialectJson json) {
    R value = json.optional(adapter, text);
    return value == null ? null : fields.found(value, json);
  }

  @Nullable Found foundOf(Object value, DialectJson json) {
    return type.isInstance(value) ? fields.found(type.cast(value), json) : null;
  }
}
