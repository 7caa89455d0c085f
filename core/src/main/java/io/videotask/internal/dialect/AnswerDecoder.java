package io.videotask.internal.dialect;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.Moshi;
import io.videotask.generated.runtime.DriftReporting;
import io.videotask.generated.runtime.RawJson;
import io.videotask.internal.text.BodyClassifier;
import io.videotask.internal.text.JsonText;
import io.videotask.internal.text.Scalar;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes a dialect's JSON into levels, with its generated adapters and its field mappings. */
public abstract class AnswerDecoder implements FieldValues {
  private final Moshi moshi;
  private final RecordReader.Set readers;

  AnswerDecoder(Moshi moshi, RecordReader.Set readers) {
    this.moshi = moshi;
    this.readers = readers;
  }

  /** Returns the JSON adapters of the dialect's generated records. */
  public final Moshi moshi() {
    return moshi;
  }

  @Override
  public final @Nullable String raw(@Nullable Object value) {
    return value instanceof RawJson json ? json.text() : null;
  }

  @Override
  public final @Nullable String string(@Nullable Object value) {
    return value instanceof RawJson json ? json.string() : null;
  }

  @Override
  public final @Nullable Object sent(@Nullable Object value) {
    return value instanceof Record open
        ? moshi.adapter((Type) open.getClass()).toJsonValue(open)
        : value;
  }

  /**
   * Reads one level of an answer from a JSON object.
   *
   * @param at the object's position, for drift paths
   */
  public final AnswerNode level(String json, Position at) throws IOException {
    return readers.task().level(json, new FieldSource(this, at, null));
  }

  /** Reads a whole body, without long runs of whitespace, as a level in one pass. */
  public final AnswerNode levelOfBody(String json, Drift drift) throws IOException {
    Position top = Position.top(drift);
    NestedDataReader nestedReader = new NestedDataReader(readers.task(), this, top);
    JsonReader reader = DriftReporting.attach(JsonText.leanReader(json), drift, nestedReader);
    AnswerNode level = readers.task().levelIn(reader, this, top, nestedReader::data);
    if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
      throw new JsonDataException("more than one JSON document");
    }
    return level;
  }

  @Override
  public final AnswerNode levelOf(Object value, Position at) {
    return readers.task().levelOf(value, new FieldSource(this, at, null));
  }

  /**
   * Returns the reason in the body of an error: the most specific one in JSON, a web page's title,
   * or plain text; null for none.
   */
  public final AnswerNode.@Nullable Reason error(String body) {
    String text = body.strip();
    if (BodyClassifier.isPage(text)) {
      return AnswerNode.Reason.ofPage(BodyClassifier.page(text));
    }
    if (!text.startsWith("{")) {
      String plain = BodyClassifier.isJson(text) ? ReasonText.of(text) : text;
      return plain == null || plain.isBlank() ? null : new AnswerNode.Reason("text", null, plain);
    }
    List<AnswerNode.Reason> reasons;
    try {
      reasons = readers.answer().reasons(text, this);
    } catch (IOException | JsonDataException e) {
      // The body of an error may differ from the spec and still have known fields.
      reasons = List.of();
    }
    AnswerNode.Reason reason = SpecificReason.of(reasons, text);
    return reason == null && !BodyClassifier.isJson(text)
        ? new AnswerNode.Reason("text", null, text)
        : reason;
  }

  @Override
  public final void addError(@Nullable Object value, List<AnswerNode.Reason> reasons) {
    String json = raw(value);
    String text = value instanceof String plain ? plain : JsonText.scalarText(json);
    List<AnswerNode.Reason> nested =
        json != null
            ? readers.error().reasonsIn(json, this)
            : readers.error().reasonsOf(value, this);
    if (nested == null) {
      UsableReason.add(reasons, AnswerNode.Reason.FieldKind.ERROR, "error", null, text);
    } else {
      nested.forEach(
          reason ->
              UsableReason.add(
                  reasons,
                  AnswerNode.Reason.FieldKind.ERROR,
                  "error",
                  reason.code(),
                  reason.message()));
    }
  }

  @Override
  public final @Nullable AnswerNode nested(@Nullable String raw, Position at) {
    String json = raw == null ? "" : raw.strip();
    if (json.startsWith("\"")) {
      Scalar text = Scalar.ofJson(json);
      json = text == null ? "" : text.text().strip();
    }
    if (!json.startsWith("{") || at.isTooDeep()) {
      return null;
    }
    try {
      return level(json, at);
    } catch (IOException | JsonDataException e) {
      // A text that only begins like an object is no level; the body is kept as received.
      return null;
    }
  }

  @Override
  public final List<AnswerNode> rows(@Nullable String raw, Position at) {
    if (raw == null || !raw.startsWith("[")) {
      return List.of();
    }
    List<AnswerNode> rows = new ArrayList<>();
    for (String element : JsonText.elements(raw)) {
      AnswerNode row = nested(element, at);
      if (row != null) {
        rows.add(row);
      }
    }
    return rows;
  }

  @Override
  public final List<AnswerNode.Found> videos(@Nullable Object value) {
    String json = raw(value);
    if (json != null) {
      return videosInJson(json);
    }
    List<AnswerNode.Found> found = new ArrayList<>();
    for (Object element : value instanceof List<?> list ? list : Collections.singletonList(value)) {
      AnswerNode.Found one = found(element);
      if (one != null) {
        found.add(one);
      }
    }
    return found;
  }

  @Override
  public final List<AnswerNode.Found> videosInJson(@Nullable String raw) {
    List<AnswerNode.Found> found = new ArrayList<>();
    boolean list = raw != null && raw.strip().startsWith("[");
    List<String> videos = list ? JsonText.elements(raw) : raw == null ? List.of() : List.of(raw);
    for (String element : videos) {
      AnswerNode.Found one = foundInJson(element);
      if (one != null) {
        found.add(one);
      }
    }
    return found;
  }

  private AnswerNode.@Nullable Found found(@Nullable Object value) {
    if (value instanceof String text) {
      return new AnswerNode.Found(text, null, null);
    }
    String json = raw(value);
    RecordReader<?> video = readers.video();
    return json != null
        ? foundInJson(json)
        : value == null || video == null ? null : video.foundOf(value, this);
  }

  private AnswerNode.@Nullable Found foundInJson(String json) {
    Scalar text = Scalar.ofJson(json);
    RecordReader<?> video = readers.video();
    return text != null
        ? new AnswerNode.Found(text.text(), null, null)
        : video == null ? null : video.foundIn(json, this);
  }
}
