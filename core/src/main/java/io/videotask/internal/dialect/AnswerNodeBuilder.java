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
import io.videotask.task.TaskCost;
import io.videotask.task.TaskState;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Builds a level of an answer from the fields that a generated adapter reports. The first usable
 * field of each meaning counts. Most fields are missing from most answers, so lists are created
 * when they are needed. For one level; not thread-safe.
 */
final class AnswerNodeBuilder extends UrlFields {
  private final AnswerDecoder json;
  private final Position at;
  private @Nullable Scalar id;
  private @Nullable Scalar idOrRow;
  private boolean hasModel;
  private @Nullable String kind;
  private @Nullable Scalar updated;
  private @Nullable String status;
  private boolean hasDone;
  private boolean done;
  private boolean hasResult;
  private boolean failed;
  private boolean removed;
  private @Nullable TaskCost cost;
  private @Nullable Scalar retryAfter;
  private @Nullable Scalar progress;
  private @Nullable Scalar code;
  private AnswerNode.@Nullable BaseResp result;
  private AnswerNode.@Nullable Reason resultOrReason;
  private List<Reason> reasons = Collections.emptyList();
  private List<@Nullable Scalar> submitted = Collections.emptyList();
  private List<@Nullable Scalar> started = Collections.emptyList();
  private List<@Nullable Scalar> finished = Collections.emptyList();
  private List<@Nullable Scalar> expires = Collections.emptyList();
  private List<AnswerNode.Detail> details = Collections.emptyList();
  private @Nullable AnswerNode nested;
  private boolean hasNested;
  private List<AnswerNode> rows = Collections.emptyList();
  private @Nullable AnswerNode wrapped;
  private @Nullable String wrapper;
  private @Nullable AnswerNodeBuilder openWrapper;

  AnswerNodeBuilder(AnswerDecoder json, Position at) {
    super(json.videoFields());
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
        status == null ? impliedStatus() : status,
        progress,
        code,
        reasons,
        result,
        resultOrReason,
        AnswerNode.Times.of(submitted, started, finished, expires),
        urlFields(),
        details,
        AnswerNode.Marks.of(failed, removed, cost),
        new AnswerNode.Inner(nested, wrapped, wrapper, rows));
  }

  private @Nullable String impliedStatus() {
    if (hasDone && (done || id != null || idOrRow != null)) {
      return ImpliedStatus.of(done ? TaskState.COMPLETED : TaskState.IN_PROGRESS);
    }
    return hasResult ? ImpliedStatus.ofResult() : null;
  }

  List<Reason> reasons() {
    return reasons;
  }

  @Nullable Scalar retryAfter() {
    return retryAfter;
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
  public void done(String field, @Nullable Object value) {
    hasDone = true;
    done |= isTrue(value);
  }

  @Override
  public void finished(String field) {
    hasResult = true;
  }

  @Override
  public void failed(String field, Object value) {
    String text = value instanceof RawJson raw ? raw.text() : value.toString();
    failed |= !text.isBlank() && !Set.of("\"\"", "[]", "{}", "null").contains(text.strip());
  }

  @Override
  public void removed(String field, Object value) {
    removed |= isTrue(value);
  }

  @Override
  public void retryAfter(String field, Object value) {
    if (retryAfter == null) {
      retryAfter = scalar(field, value);
    }
  }

  @Override
  public void cost(String field, Object amount, @Nullable Object unit) {
    Scalar reported = plainScalar(amount);
    BigDecimal number = reported == null ? null : reported.number();
    String text = text(unit);
    if (cost == null && number != null && number.signum() >= 0 && text != null) {
      cost = new TaskCost(number, text, field);
    }
  }

  private static boolean isTrue(@Nullable Object value) {
    return value != null && "true".equalsIgnoreCase(value.toString().strip());
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
    if (message instanceof List<?> list) {
      for (Object one : list) {
        if (one != null) {
          message(field, one);
        }
      }
      return;
    }
    if (message instanceof RawJson raw && raw.text().startsWith("[")) {
      add(Reason.FieldKind.OTHER, field, null, ReasonText.of(raw.text()));
      return;
    }
    Scalar reported = scalar(field, message);
    add(Reason.FieldKind.OTHER, field, null, reported == null ? null : reported.text());
  }

  @Override
  public void message(String field, Object message, Pattern code) {
    if (message instanceof List<?> list) {
      for (Object one : list) {
        if (one != null) {
          message(field, one, code);
        }
      }
      return;
    }
    Scalar reported = scalar(field, message);
    Matcher found = code.matcher(reported == null ? "" : reported.text());
    Scalar known =
        found.find() ? Scalar.ofText(found.group(Math.min(1, found.groupCount()))) : null;
    add(Reason.FieldKind.OTHER, field, known, reported == null ? null : reported.text());
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

  @Override
  public <T> List<T> objects(@Nullable RawJson value, ValueReader<T> reader) {
    String text = value == null || value.string() != null ? "" : value.text().strip();
    List<T> objects = new ArrayList<>();
    for (String element : text.startsWith("[") ? JsonText.elements(text) : List.<String>of()) {
      T object = object(new RawJson(element), reader);
      if (object != null) {
        objects.add(object);
      }
    }
    return objects;
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

  private static @Nullable Long exactLong(Scalar number) {
    try {
      return number.number() == null ? null : number.number().longValueExact();
    } catch (ArithmeticException e) {
      return null;
    }
  }
}
