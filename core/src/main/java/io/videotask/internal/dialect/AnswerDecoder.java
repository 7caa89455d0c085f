package io.videotask.internal.dialect;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.Moshi;
import io.videotask.generated.runtime.DriftListener;
import io.videotask.generated.runtime.DriftReporting;
import io.videotask.generated.runtime.RawJson;
import io.videotask.internal.text.BodyClassifier;
import io.videotask.internal.text.JsonText;
import io.videotask.internal.text.Scalar;
import io.videotask.internal.text.SuccessCodes;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes a dialect's JSON into levels, with its generated adapters and its field mappings. */
public abstract class AnswerDecoder {
  /** Gateways behind gateways nest their answers; deeper levels are ignored. */
  private static final int MAX_DEPTH = 6;

  private static final int MAX_LIST = 100;

  /** The field name of a reason that is a web page. */
  public static final String PAGE = "page";

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

  /** Returns the text of free-form JSON; null for anything else. */
  final @Nullable String raw(@Nullable Object value) {
    return value instanceof RawJson json ? json.text() : null;
  }

  /** Returns the string in free-form JSON; null for anything else. */
  final @Nullable String string(@Nullable Object value) {
    return value instanceof RawJson json ? json.string() : null;
  }

  /** Returns a field's value; for a generated open enum the text or number that was received. */
  final @Nullable Object sent(@Nullable Object value) {
    return value instanceof Record open
        ? moshi.adapter((Type) open.getClass()).toJsonValue(open)
        : value;
  }

  /** Receives each value whose type differs from the spec's. */
  @FunctionalInterface
  public interface Drift extends DriftListener {
    /** Ignores all deviations. */
    Drift IGNORED = (path, expected, found, kept) -> {};
  }

  /** The position of a level in the whole body. */
  public record Position(@Nullable Position above, String field, int depth, Drift drift) {
    public static Position top(Drift drift) {
      return new Position(null, "$", 0, drift);
    }

    Position below(String name) {
      return new Position(this, name, depth + 1, drift);
    }

    /** Returns whether levels below this one are ignored. */
    boolean isDeepest() {
      return depth >= MAX_DEPTH;
    }

    /** Returns the JSON path; computed on demand, since it is hardly ever needed. */
    String path() {
      return above == null ? field : above.path() + "." + field;
    }

    /** Reads a free-form field as a text or a number; reports other types as drift. */
    @Nullable Scalar scalar(String name, @Nullable String raw) {
      if (raw != null && (raw.startsWith("{") || raw.startsWith("["))) {
        String found = raw.startsWith("{") ? "object" : "array";
        drift.drift(path() + "." + name, "text or number", found, false);
      }
      return Scalar.ofJson(raw);
    }
  }

  /** Decodes a value with a generated adapter. */
  final <T> T decode(JsonAdapter<T> adapter, String json, Position at) throws IOException {
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
  final <T> @Nullable T optional(JsonAdapter<T> adapter, @Nullable String json) {
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

  /**
   * Reads one level of an answer from a JSON object.
   *
   * @param at the object's position, for drift paths
   */
  public final AnswerNode level(String json, Position at) throws IOException {
    return readers.task().level(json, new FieldMapping.Source(this, at, null));
  }

  /** Reads a whole body, without long runs of whitespace, as a level in one pass. */
  public final AnswerNode levelOfBody(String json, Drift drift) throws IOException {
    Position top = Position.top(drift);
    NestedDataReader nestedReader = new NestedDataReader(readers.task(), this, top);
    JsonReader reader = DriftReporting.attach(JsonText.leanReader(json), drift, nestedReader);
    AnswerNode level = readers.task().levelIn(reader, this, top, nestedReader);
    if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
      throw new JsonDataException("more than one JSON document");
    }
    return level;
  }

  /** Returns the level of a nested record. */
  final AnswerNode levelOf(Object value, Position at) {
    return readers.task().levelOf(value, new FieldMapping.Source(this, at, null));
  }

  /**
   * Returns the reason in the body of an error: the most specific one in JSON, a web page's title,
   * or plain text; null for none.
   */
  public final AnswerNode.@Nullable Reason error(String body) {
    String text = body.strip();
    if (BodyClassifier.isPage(text)) {
      return new AnswerNode.Reason(PAGE, null, BodyClassifier.page(text));
    }
    if (!text.startsWith("{")) {
      String plain = BodyClassifier.isJson(text) ? SpecificReason.text(text) : text;
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

  /** Adds the reason in an error object, or in a text in its place. */
  final void addError(@Nullable Object value, List<AnswerNode.Reason> reasons) {
    String json = raw(value);
    String text = value instanceof String plain ? plain : text(json);
    List<AnswerNode.Reason> nested =
        json != null
            ? readers.error().reasonsIn(json, this)
            : readers.error().reasonsOf(value, this);
    if (nested == null) {
      add(reasons, "error", null, text);
    } else {
      nested.forEach(reason -> add(reasons, "error", reason.code(), reason.message()));
    }
  }

  /**
   * Reads the level in a free-form field: an object, or a text that holds one. Returns null for
   * anything else.
   */
  public final @Nullable AnswerNode nested(@Nullable String raw, Position at) {
    String json = raw == null ? "" : raw.strip();
    if (json.startsWith("\"")) {
      Scalar text = Scalar.ofJson(json);
      json = text == null ? "" : text.text().strip();
    }
    if (!json.startsWith("{") || at.depth() > MAX_DEPTH) {
      return null;
    }
    try {
      return level(json, at);
    } catch (IOException | JsonDataException e) {
      // A text that only begins like an object is no level; the body is kept as received.
      return null;
    }
  }

  /** Returns the levels in a free-form field that holds a list. */
  final List<AnswerNode> rows(@Nullable String raw, Position at) {
    if (raw == null || !raw.startsWith("[")) {
      return List.of();
    }
    List<AnswerNode> rows = new ArrayList<>();
    for (String element : elements(raw)) {
      AnswerNode row = nested(element, at);
      if (row != null) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** Reads a field that holds one video or a list of videos: URLs, or objects with a URL. */
  final AnswerNode.UrlField urlField(String name, @Nullable Object value) {
    String json = raw(value);
    if (json != null) {
      return urlFieldOfList(name, json);
    }
    List<AnswerNode.Found> found = new ArrayList<>();
    for (Object element : value instanceof List<?> list ? list : Collections.singletonList(value)) {
      AnswerNode.Found one = found(element);
      if (one != null) {
        found.add(one);
      }
    }
    return new AnswerNode.UrlField(name, found);
  }

  /** Reads such a field from free-form JSON. */
  final AnswerNode.UrlField urlFieldOfList(String name, @Nullable String raw) {
    List<AnswerNode.Found> found = new ArrayList<>();
    boolean list = raw != null && raw.strip().startsWith("[");
    List<String> videos = list ? elements(raw) : raw == null ? List.of() : List.of(raw);
    for (String element : videos) {
      AnswerNode.Found one = foundInJson(element);
      if (one != null) {
        found.add(one);
      }
    }
    return new AnswerNode.UrlField(name, found);
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

  /** Returns the elements of a JSON array, each as raw JSON; empty where it is no array. */
  public static List<String> elements(@Nullable String raw) {
    List<String> elements = new ArrayList<>();
    if (raw == null || !raw.strip().startsWith("[")) {
      return elements;
    }
    try (JsonReader reader = JsonText.reader(raw)) {
      reader.beginArray();
      while (reader.hasNext() && elements.size() < MAX_LIST) {
        elements.add(reader.nextSource().readUtf8());
      }
    } catch (IOException | JsonDataException e) {
      // The whole body has been validated, so this is a text that only looks like an array.
      return elements;
    }
    return elements;
  }

  /** Adds a reason, unless it is empty: whitespace, a success message or a success code. */
  static void add(
      List<AnswerNode.Reason> reasons,
      String place,
      @Nullable Scalar code,
      @Nullable String message) {
    String text =
        message == null || message.isBlank() || FailureReasons.isSuccessMessage(message)
            ? null
            : message.strip();
    Scalar error = code == null || SuccessCodes.is(code) ? null : code;
    if (text != null || error != null) {
      reasons.add(new AnswerNode.Reason(place, error, text));
    }
  }

  /** Returns the plain text in a free-form field; null where it holds anything else. */
  static @Nullable String text(@Nullable String raw) {
    Scalar text = Scalar.ofJson(raw);
    return text == null ? null : text.text();
  }

  /** Returns free-form JSON if it is an array; null otherwise. */
  public static @Nullable String arrayOnly(@Nullable String raw) {
    return raw != null && raw.strip().startsWith("[") ? raw : null;
  }
}
