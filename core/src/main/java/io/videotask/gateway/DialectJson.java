package io.videotask.gateway;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.Moshi;
import io.videotask.generated.runtime.DriftListener;
import io.videotask.generated.runtime.DriftReporting;
import io.videotask.generated.runtime.RawJson;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a dialect's JSON becomes levels: decoded by its generated adapters, read by its tables. */
abstract class DialectJson {
  /**
   * Gateways that stand behind gateways nest their answers; beyond this depth nothing is worth
   * reading.
   */
  private static final int DEEPEST = 6;

  private static final int LONGEST_LIST = 100;

  /** The place of a reason that is a web page. */
  static final String PAGE = "page";

  private final Moshi moshi;
  private final Shape.Set shapes;

  DialectJson(Moshi moshi, Shape.Set shapes) {
    this.moshi = moshi;
    this.shapes = shapes;
  }

  /** What writes and reads the dialect's generated records. */
  final Moshi moshi() {
    return moshi;
  }

  /** The text of free-form JSON; null for anything else. */
  final @Nullable String raw(@Nullable Object value) {
    return value instanceof RawJson json ? json.text() : null;
  }

  /** What free-form JSON says if it is a string; null for anything else. */
  final @Nullable String string(@Nullable Object value) {
    return value instanceof RawJson json ? json.string() : null;
  }

  /** A field's value, and of a generated open enum the text or number that was sent. */
  final @Nullable Object sent(@Nullable Object value) {
    return value instanceof Record open
        ? moshi.adapter((Type) open.getClass()).toJsonValue(open)
        : value;
  }

  /** Is called for each value of another type than the spec promises. */
  @FunctionalInterface
  interface Drift extends DriftListener {
    /** For those who only want what could be read. */
    Drift IGNORED = (path, expected, found, kept) -> {};
  }

  /** Where a level stands in the whole body. */
  record Position(@Nullable Position above, String field, int depth, Drift drift) {
    static Position top(Drift drift) {
      return new Position(null, "$", 0, drift);
    }

    Position below(String name) {
      return new Position(this, name, depth + 1, drift);
    }

    /** Whether nothing below it is worth reading. */
    boolean isDeepest() {
      return depth >= DEEPEST;
    }

    /** Put together only when it is told: hardly ever. */
    String path() {
      return above == null ? field : above.path() + "." + field;
    }

    /**
     * A free-form field that ought to be a text or a number; where it is neither, that is reported.
     */
    @Nullable Scalar scalar(String name, @Nullable String raw) {
      if (raw != null && (raw.startsWith("{") || raw.startsWith("["))) {
        String found = raw.startsWith("{") ? "object" : "array";
        drift.drift(path() + "." + name, "text or number", found, false);
      }
      return Scalar.ofJson(raw);
    }
  }

  /** Decodes a value by a generated adapter. */
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

  /** Decodes an object that need not be one; null where it is none. */
  final <T> @Nullable T optional(JsonAdapter<T> adapter, @Nullable String json) {
    if (json == null || !json.strip().startsWith("{")) {
      return null;
    }
    try {
      return decode(adapter, json, Position.top(Drift.IGNORED));
    } catch (IOException | JsonDataException e) {
      // The whole body has been checked before, so this is an object in a text that is none.
      return null;
    }
  }

  /**
   * One level of an answer, from a JSON object.
   *
   * @param at where the object stands, for the drift's path
   */
  final Level level(String json, Position at) throws IOException {
    return shapes.task().level(json, new Fields.Source(this, at, null));
  }

  /** The level that a whole body is, which has no long blanks, in one pass. */
  final Level levelOfBody(String json, Drift drift) throws IOException {
    Position top = Position.top(drift);
    Descent descent = new Descent(shapes.task(), this, top);
    JsonReader reader = DriftReporting.attach(JsonText.leanReader(json), drift, descent);
    Level level = shapes.task().levelIn(reader, this, top, descent);
    if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
      throw new JsonDataException("more than one JSON document");
    }
    return level;
  }

  /** The level that an inner record is. */
  final Level levelOf(Object value, Position at) {
    return shapes.task().levelOf(value, new Fields.Source(this, at, null));
  }

  /**
   * What an error's body tells, whatever it is: JSON's most specific reason, a web page's title, or
   * a plain text; null where it tells nothing.
   */
  final Level.@Nullable Reason error(String body) {
    String text = body.strip();
    if (Body.isPage(text)) {
      return new Level.Reason(PAGE, null, Body.page(text));
    }
    if (!text.startsWith("{")) {
      String plain = Body.isJson(text) ? SpecificReason.text(text) : text;
      return plain == null || plain.isBlank() ? null : new Level.Reason("text", null, plain);
    }
    List<Level.Reason> reasons;
    try {
      reasons = shapes.answer().reasons(text, this);
    } catch (IOException | JsonDataException e) {
      // An error's body need not be what the spec says; the fields may still be there.
      reasons = List.of();
    }
    Level.Reason reason = SpecificReason.of(reasons, text);
    return reason == null && !Body.isJson(text) ? new Level.Reason("text", null, text) : reason;
  }

  /** Adds what an error object tells, or a text in its place. */
  final void addError(@Nullable Object value, List<Level.Reason> reasons) {
    String json = raw(value);
    String text = value instanceof String plain ? plain : text(json);
    List<Level.Reason> told =
        json != null ? shapes.error().reasonsIn(json, this) : shapes.error().reasonsOf(value, this);
    if (told == null) {
      add(reasons, "error", null, text);
    } else {
      told.forEach(reason -> add(reasons, "error", reason.code(), reason.message()));
    }
  }

  /**
   * The level in a free-form field: an object, or a text that holds one. Null for anything else.
   */
  final @Nullable Level nested(@Nullable String raw, Position at) {
    String json = raw == null ? "" : raw.strip();
    if (json.startsWith("\"")) {
      Scalar text = Scalar.ofJson(json);
      json = text == null ? "" : text.text().strip();
    }
    if (!json.startsWith("{") || at.depth() > DEEPEST) {
      return null;
    }
    try {
      return level(json, at);
    } catch (IOException | JsonDataException e) {
      // A text that only begins like an object: it is no level, and whoever needs it has the body
      // as it came.
      return null;
    }
  }

  /** The levels of a free-form field that holds a list. */
  final List<Level> rows(@Nullable String raw, Position at) {
    if (raw == null || !raw.startsWith("[")) {
      return List.of();
    }
    List<Level> rows = new ArrayList<>();
    for (String element : elements(raw)) {
      Level row = nested(element, at);
      if (row != null) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** A field that holds one video or a list of them: addresses, or objects with one. */
  final Level.Place place(String name, @Nullable Object value) {
    String json = raw(value);
    if (json != null) {
      return listPlace(name, json);
    }
    List<Level.Found> found = new ArrayList<>();
    for (Object element : value instanceof List<?> list ? list : Collections.singletonList(value)) {
      Level.Found one = found(element);
      if (one != null) {
        found.add(one);
      }
    }
    return new Level.Place(name, found);
  }

  /** The same, as free-form JSON. */
  final Level.Place listPlace(String name, @Nullable String raw) {
    List<Level.Found> found = new ArrayList<>();
    boolean list = raw != null && raw.strip().startsWith("[");
    List<String> videos = list ? elements(raw) : raw == null ? List.of() : List.of(raw);
    for (String element : videos) {
      Level.Found one = foundInJson(element);
      if (one != null) {
        found.add(one);
      }
    }
    return new Level.Place(name, found);
  }

  private Level.@Nullable Found found(@Nullable Object value) {
    if (value instanceof String text) {
      return new Level.Found(text, null, null);
    }
    String json = raw(value);
    Shape<?> video = shapes.video();
    return json != null
        ? foundInJson(json)
        : value == null || video == null ? null : video.foundOf(value, this);
  }

  private Level.@Nullable Found foundInJson(String json) {
    Scalar text = Scalar.ofJson(json);
    Shape<?> video = shapes.video();
    return text != null
        ? new Level.Found(text.text(), null, null)
        : video == null ? null : video.foundIn(json, this);
  }

  /** The elements of a JSON array, each as raw JSON; none where it is no array. */
  static List<String> elements(@Nullable String raw) {
    List<String> elements = new ArrayList<>();
    if (raw == null || !raw.strip().startsWith("[")) {
      return elements;
    }
    try (JsonReader reader = JsonText.reader(raw)) {
      reader.beginArray();
      while (reader.hasNext() && elements.size() < LONGEST_LIST) {
        elements.add(reader.nextSource().readUtf8());
      }
    } catch (IOException | JsonDataException e) {
      // The whole body has been checked before; what is left is an array in a text that is none.
      return elements;
    }
    return elements;
  }

  /**
   * Adds what a place tells, unless that is nothing: a blank, a word of success, or a code of
   * success.
   */
  static void add(
      List<Level.Reason> reasons, String place, @Nullable Scalar code, @Nullable String message) {
    String told =
        message == null || message.isBlank() || FailureReasons.isSuccessWord(message)
            ? null
            : message.strip();
    Scalar error = code == null || SuccessCode.is(code) ? null : code;
    if (told != null || error != null) {
      reasons.add(new Level.Reason(place, error, told));
    }
  }

  /** A free-form field that holds a plain text; null where it holds anything else. */
  static @Nullable String text(@Nullable String raw) {
    Scalar text = Scalar.ofJson(raw);
    return text == null ? null : text.text();
  }

  /** Free-form JSON where it is an array. */
  static @Nullable String arrayOnly(@Nullable String raw) {
    return raw != null && raw.strip().startsWith("[") ? raw : null;
  }
}
