package io.videotask.internal.dialect;

import com.squareup.moshi.JsonDataException;
import io.videotask.generated.gateway.AnswerFields;
import io.videotask.generated.gateway.DetailKind;
import io.videotask.generated.gateway.TimeKind;
import io.videotask.generated.runtime.RawJson;
import io.videotask.generated.runtime.ValueReader;
import io.videotask.internal.dialect.AnswerNode.Reason;
import io.videotask.internal.text.JsonText;
import io.videotask.internal.text.Scalar;
import io.videotask.internal.text.SuccessCodes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds a level of an answer from the fields that a generated adapter reports. The first usable
 * field of each meaning counts. Most fields are missing from most answers, so lists are created
 * when they are needed. For one level; not thread-safe.
 */
final class AnswerNodeBuilder implements AnswerFields {
  private final AnswerDecoder json;
  private final Position at;
  private @Nullable Scalar id;
  private @Nullable Scalar idOrRow;
  private boolean hasModel;
  private @Nullable String kind;
  private @Nullable Scalar updated;
  private @Nullable String status;
  private @Nullable Scalar progress;
  private @Nullable Scalar code;
  private AnswerNode.@Nullable BaseResp result;
  private AnswerNode.@Nullable Reason resultOrReason;
  private List<Reason> reasons = Collections.emptyList();
  private List<@Nullable Scalar> submitted = Collections.emptyList();
  private List<@Nullable Scalar> started = Collections.emptyList();
  private List<@Nullable Scalar> finished = Collections.emptyList();
  private List<@Nullable Scalar> expires = Collections.emptyList();
  private List<AnswerNode.UrlField> urlFields = Collections.emptyList();
  private List<AnswerNode.Detail> details = Collections.emptyList();
  private @Nullable AnswerNode nested;
  private boolean hasNested;
  private List<AnswerNode> rows = Collections.emptyList();
  private @Nullable AnswerNode wrapped;
  private @Nullable String wrapper;
  private @Nullable AnswerNodeBuilder openWrapper;

  AnswerNodeBuilder(AnswerDecoder json, Position at) {
    this.json = json;
    this.at = at;
  }

  /**
   * Sets the level in the nested field that was read in the same pass, unless the field came again
   * as another value, which counts then.
   */
  AnswerNodeBuilder withNested(@Nullable AnswerNode level) {
    if (!hasNested) {
      nested = level;
    }
    return this;
  }

  AnswerNode build() {
    closeWrapper();
    return new AnswerNode(
        new AnswerNode.Ids(id, idOrRow, hasModel),
        AnswerNode.Hints.of(kind, updated),
        status,
        progress,
        code,
        reasons,
        result,
        resultOrReason,
        AnswerNode.Times.of(submitted, started, finished, expires),
        urlFields,
        details,
        new AnswerNode.Inner(nested, wrapped, wrapper, rows));
  }

  List<Reason> reasons() {
    return reasons;
  }

  @Override
  public void id(String field, Object value) {
    if (id == null) {
      id = scalar(field, value);
    }
  }

  @Override
  public void idOrRow(String field, Object value) {
    if (idOrRow == null) {
      idOrRow = scalar(field, value);
    }
  }

  @Override
  public void model(String field, Object value) {
    hasModel = true;
  }

  @Override
  public void kind(String field, Object value) {
    if (kind == null) {
      kind = text(value);
    }
  }

  @Override
  public void updated(String field, Object value) {
    if (updated == null) {
      updated = scalar(field, value);
    }
  }

  @Override
  public void status(String field, Object value) {
    if (status == null) {
      status = text(value);
    }
  }

  @Override
  public void progress(String field, Object value) {
    if (progress == null) {
      progress = scalar(field, value);
    }
  }

  @Override
  public void code(String field, @Nullable Object reported, @Nullable Object message) {
    Scalar scalar = reported == null ? null : scalar(field, reported);
    if (code == null) {
      code = scalar;
    }
    add(Reason.FieldKind.ENVELOPE, "message", scalar, text(message));
  }

  @Override
  public void error(String field, @Nullable Object reported, @Nullable Object message) {
    Scalar text = message instanceof RawJson raw ? Scalar.ofJson(raw.text()) : null;
    add(
        Reason.FieldKind.ERROR,
        "error",
        plainScalar(reported),
        text == null ? text(message) : text.text());
  }

  @Override
  public void result(String field, @Nullable Object reported, @Nullable Object message) {
    Scalar number = plainScalar(reported);
    Long exact = number == null ? null : exactLong(number);
    if (exact != null && result == null) {
      result = new AnswerNode.BaseResp(exact, text(message));
    }
    add(Reason.FieldKind.OTHER, "base_resp", number, text(message));
  }

  @Override
  public void message(String field, Object message) {
    if (message instanceof RawJson raw && raw.text().startsWith("[")) {
      add(Reason.FieldKind.OTHER, field, null, ReasonText.of(raw.text()));
      return;
    }
    Scalar reported = scalar(field, message);
    add(Reason.FieldKind.OTHER, field, null, reported == null ? null : reported.text());
  }

  @Override
  public void codeAndMessage(String field, Object reported) {
    Scalar scalar = scalar(field, reported);
    add(Reason.FieldKind.OTHER, field, scalar, scalar == null ? null : scalar.text());
  }

  @Override
  public void resultOrReason(String field, Object value) {
    String reported = text(value);
    if (resultOrReason == null && reported != null) {
      resultOrReason = new Reason(field, null, reported);
    }
  }

  @Override
  public void time(TimeKind which, String field, Object value) {
    Scalar reported = json.inZone(scalar(field, value));
    if (reported == null) {
      return;
    }
    switch (which) {
      case SUBMITTED -> submitted = with(submitted, reported);
      case STARTED -> started = with(started, reported);
      case FINISHED -> finished = with(finished, reported);
      case EXPIRES -> expires = with(expires, reported);
    }
  }

  @Override
  public void detail(DetailKind which, String field, Object value) {
    Scalar reported = scalar(field, value);
    if (reported != null) {
      details = with(details, new AnswerNode.Detail(which, reported));
    }
  }

  @Override
  public void video(String field, Object value) {
    urlFields = with(urlFields, new AnswerNode.UrlField(field, json.videos(value)));
  }

  @Override
  public void videoNeedingKey(String field, Object value) {
    urlFields = with(urlFields, new AnswerNode.UrlField(field, true, json.videos(value)));
  }

  @Override
  public void video(String field, @Nullable Object url, @Nullable Object backupUrl) {
    AnswerNode.Found found = new AnswerNode.Found(text(url), text(backupUrl), null);
    urlFields = with(urlFields, new AnswerNode.UrlField(field, List.of(found)));
  }

  @Override
  public void videosOfList(String field, RawJson value) {
    if (value.text().strip().startsWith("[")) {
      urlFields = with(urlFields, new AnswerNode.UrlField(field, json.videosInJson(value.text())));
    }
  }

  @Override
  public Videos videos(String field) {
    List<AnswerNode.Found> found = new ArrayList<>();
    urlFields = with(urlFields, new AnswerNode.UrlField(field, found));
    return (url, duration) ->
        found.add(new AnswerNode.Found(text(url), null, plainScalar(duration)));
  }

  @Override
  public void nested(String field, RawJson value) {
    Position below = at.below(field);
    hasNested = true;
    nested = json.nested(value.text(), below);
    rows = json.rows(value.text(), below);
  }

  @Override
  public void wrapper(String field, RawJson value) {
    closeWrapper();
    if (wrapped == null) {
      wrapped = json.nested(value.text(), at.below(field));
      wrapper = wrapped == null ? null : field;
    }
  }

  @Override
  public AnswerFields wrapper(String field) {
    closeWrapper();
    AnswerNodeBuilder inner = new AnswerNodeBuilder(json, at.below(field));
    if (wrapped == null) {
      openWrapper = inner;
      wrapper = field;
    }
    return inner;
  }

  /** A wrapper's level is complete as soon as another field is reported. */
  private void closeWrapper() {
    AnswerNodeBuilder inner = openWrapper;
    if (inner != null) {
      openWrapper = null;
      wrapped = inner.build();
    }
  }

  @Override
  public <T> @Nullable T object(@Nullable RawJson value, ValueReader<T> reader) {
    String text = value == null || value.string() != null ? "" : value.text().strip();
    if (!text.startsWith("{")) {
      return null;
    }
    try {
      return reader.read(JsonText.reader(text));
    } catch (IOException | JsonDataException e) {
      // The whole body has been validated, so this is a text that only looks like an object.
      return null;
    }
  }

  private void add(
      Reason.FieldKind which, String field, @Nullable Scalar reported, @Nullable String message) {
    Scalar error = reported == null || SuccessCodes.is(reported) ? null : reported;
    Reason reason = UsableReason.of(new Reason(which, field, error, message));
    if (reason != null) {
      reasons = with(reasons, reason);
    }
  }

  /** Returns a value as a text or a number; reports other types in free-form fields as drift. */
  private @Nullable Scalar scalar(String field, Object value) {
    if (value instanceof RawJson raw) {
      String string = raw.string();
      return string == null ? at.scalar(field, raw.text()) : Scalar.ofText(string);
    }
    return plainScalar(value);
  }

  static @Nullable Scalar plainScalar(@Nullable Object value) {
    if (value instanceof String text) {
      return Scalar.ofText(text);
    }
    if (value instanceof Number number) {
      return Scalar.ofNumber(number);
    }
    return value instanceof RawJson raw
        ? Scalar.ofJson(raw.text())
        : value == null ? null : Scalar.ofText(value.toString());
  }

  /** Returns a text; null for a number, for another type, and for a blank one. */
  static @Nullable String text(@Nullable Object value) {
    String text =
        value instanceof RawJson raw ? raw.string() : value instanceof String s ? s : null;
    return text == null || text.isBlank() ? null : text;
  }

  private static @Nullable Long exactLong(Scalar number) {
    try {
      return number.number() == null ? null : number.number().longValueExact();
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static <E> List<E> with(List<E> list, E element) {
    List<E> longer = list;
    if (list.isEmpty()) {
      longer = new ArrayList<>(2);
    }
    longer.add(element);
    return longer;
  }
}
