package io.videotask.internal.dialect;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import io.videotask.generated.runtime.DriftReporting;
import io.videotask.internal.text.JsonText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Decodes JSON with the adapter of a generated record. */
final class RecordJson {
  private RecordJson() {}

  /** Decodes a value. */
  static <T> T decode(JsonAdapter<T> adapter, String json, Position at) throws IOException {
    Drift drift =
        (path, expected, found, kept) ->
            at.drift().drift(at.path() + path.substring(1), expected, found, kept);
    T value = adapter.fromJson(DriftReporting.attach(JsonText.reader(json), drift));
    if (value == null) {
      throw new JsonDataException("null at " + at.path());
    }
    return value;
  }

  /** Decodes an object; returns null where the JSON is no such object. */
  static <T> @Nullable T optional(JsonAdapter<T> adapter, @Nullable String json) {
    if (json == null || !json.strip().startsWith("{")) {
      return null;
    }
    try {
      return decode(adapter, json, Position.top(Drift.IGNORED));
    } catch (IOException | JsonDataException e) {
      // The whole body has been validated, so this is a text that only looks like an object.
      return null;
    }
  }
}
