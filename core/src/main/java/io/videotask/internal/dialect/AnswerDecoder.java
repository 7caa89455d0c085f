package io.videotask.internal.dialect;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import io.videotask.generated.gateway.AnswerFields;
import io.videotask.generated.gateway.GatewayAdapter;
import io.videotask.generated.runtime.DriftReporting;
import io.videotask.internal.http.RetryAfterParser;
import io.videotask.internal.text.BodyClassifier;
import io.videotask.internal.text.JsonText;
import io.videotask.internal.text.Scalar;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decodes a dialect's JSON into levels, with its generated adapter. */
public abstract class AnswerDecoder {
  private static final Pattern WITHOUT_OFFSET =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?");

  private final GatewayAdapter gateway;
  private final VideoFieldReader videoFields;

  AnswerDecoder(GatewayAdapter gateway) {
    this.gateway = gateway;
    this.videoFields = new VideoFieldReader(gateway);
  }

  /** Returns the generated adapter. */
  final GatewayAdapter gateway() {
    return gateway;
  }

  /** Returns what reads the fields that hold videos. */
  final VideoFieldReader videoFields() {
    return videoFields;
  }

  /** Adds the gateway's offset to a time that is a text without one. */
  final @Nullable Scalar inZone(@Nullable Scalar time) {
    ZoneOffset zone = gateway.timeZone();
    if (zone == null || time == null || time.isNumber()) {
      return time;
    }
    String text = time.text().strip();
    return WITHOUT_OFFSET.matcher(text).matches()
        ? Scalar.ofText(text.replace(' ', 'T') + zone.getId())
        : time;
  }

  /**
   * Reads one level of an answer from a JSON object.
   *
   * @param at the object's position, for drift paths
   */
  public final AnswerNode level(String json, Position at) throws IOException {
    Drift drift =
        (path, expected, found, kept) ->
            at.drift().drift(at.path() + path.substring(1), expected, found, kept);
    JsonReader reader = DriftReporting.attach(JsonText.reader(json), drift);
    return read(reader, at, gateway::readTask).build();
  }

  /** Reads a whole body, without long runs of whitespace, as a level in one pass. */
  public final AnswerNode levelOfBody(String json, Drift drift) throws IOException {
    Position top = Position.top(drift);
    JsonReader reader = JsonText.leanReader(json);
    String nestedField = gateway.nestedField();
    AnswerNode level;
    if (nestedField == null) {
      level = read(DriftReporting.attach(reader, drift), top, gateway::readTask).build();
    } else {
      NestedDataReader nestedReader = new NestedDataReader(nestedField, this, top);
      level = levelIn(DriftReporting.attach(reader, drift, nestedReader), top, nestedReader);
    }
    requireEnd(reader);
    return level;
  }

  /** Reads the answer to a submit. */
  public final AnswerNode levelOfSubmit(String json) throws IOException {
    JsonReader reader = JsonText.leanReader(json);
    AnswerNode level = read(reader, Position.top(Drift.IGNORED), gateway::readSubmitted).build();
    requireEnd(reader);
    return level;
  }

  /** Reads the level at a reader's position, with those below it. */
  final AnswerNode levelIn(JsonReader reader, Position at, NestedDataReader nestedReader)
      throws IOException {
    AnswerNodeBuilder level = read(reader, at, gateway::readTask);
    return level.withNested(nestedReader.data()).build();
  }

  /** A method of the generated adapter that reads an answer. */
  @FunctionalInterface
  private interface AnswerMethod {
    boolean read(JsonReader reader, AnswerFields fields) throws IOException;
  }

  private AnswerNodeBuilder read(JsonReader reader, Position at, AnswerMethod method)
      throws IOException {
    AnswerNodeBuilder level = new AnswerNodeBuilder(this, at);
    if (reader.peek() != JsonReader.Token.BEGIN_OBJECT || !method.read(reader, level)) {
      throw new JsonDataException("no object at " + at.path());
    }
    return level;
  }

  private static void requireEnd(JsonReader reader) throws IOException {
    if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
      throw new JsonDataException("more than one JSON document");
    }
  }

  /** Returns how long to wait by the body of an error; null where it does not say. */
  final @Nullable Duration retryAfter(String body) {
    String text = body.strip();
    if (!text.startsWith("{")) {
      return null;
    }
    try {
      Scalar reported =
          read(JsonText.reader(text), Position.top(Drift.IGNORED), gateway::readError).retryAfter();
      return reported == null ? null : RetryAfterParser.ofText(reported.text());
    } catch (IOException | JsonDataException e) {
      return null; // The body of an error may differ from the spec.
    }
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
      reasons =
          read(JsonText.reader(text), Position.top(Drift.IGNORED), gateway::readError).reasons();
    } catch (IOException | JsonDataException e) {
      // The body of an error may differ from the spec and still have known fields.
      reasons = List.of();
    }
    AnswerNode.Reason reason = SpecificReason.of(reasons, text);
    return reason == null && !BodyClassifier.isJson(text)
        ? new AnswerNode.Reason("text", null, text)
        : reason;
  }

  /** Returns the task's id in an object of a list; null where it has none. */
  public final @Nullable String taskId(String row) {
    AnswerNode level = nested(row, Position.top(Drift.IGNORED));
    return level == null ? null : AnswerEnvelope.of(level).id();
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

  /** Returns the levels in a free-form field that holds a list. */
  final List<AnswerNode> rows(@Nullable String raw, Position at) {
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
}
