package io.videotask.internal.dialect;

import io.videotask.internal.dialect.AnswerNode.Detail;
import io.videotask.internal.dialect.AnswerNode.Found;
import io.videotask.internal.dialect.AnswerNode.Reason;
import io.videotask.internal.dialect.AnswerNode.UrlField;
import io.videotask.internal.dialect.FieldList.Accessor;
import io.videotask.internal.text.Scalar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Maps the fields of a generated record to an {@link AnswerNode}: a table of accessors. An adapter
 * is mainly such tables. The first usable field of a list counts, so the order of the calls is the
 * order of preference. Effectively immutable once the adapter is built.
 *
 * @param <T> the record
 */
final class FieldMapping<T> {
  private final List<Field<? super T>> statuses = new ArrayList<>();
  private final FieldList<T, Reason> reasons = new FieldList<>();
  private final FieldList<T, Reason> failReasons = new FieldList<>();
  private final FieldList<T, UrlField> urlFields = new FieldList<>();
  private final FieldList<T, Detail> details = new FieldList<>();
  private final FieldList<T, @Nullable Scalar> submitted = new FieldList<>();
  private final FieldList<T, @Nullable Scalar> started = new FieldList<>();
  private final FieldList<T, @Nullable Scalar> finished = new FieldList<>();
  private final FieldList<T, @Nullable Scalar> expires = new FieldList<>();
  private final List<Wrapper<T>> wrappers = new ArrayList<>();
  private final List<Field<? super T>> kinds = new ArrayList<>();
  private Field<? super T> updated = record -> null;
  private Field<? super T> taskId = record -> null;
  private Field<? super T> id = record -> null;
  private Field<? super T> model = record -> null;
  private Field<? super T> progress = record -> null;
  private Field<? super T> code = record -> null;
  private Field<? super T> data = record -> null;
  private Accessor<T, AnswerNode.@Nullable BaseResp> baseResp = record -> null;

  /** An accessor of a field: a text, number, open enum, list, free-form JSON or record. */
  @FunctionalInterface
  interface Field<T> extends Accessor<T, Object> {}

  @FunctionalInterface
  private interface Wrapper<T> {
    @Nullable AnswerNode level(T record, FieldSource source);
  }

  FieldMapping<T> ids(Field<? super T> taskIdField, Field<? super T> idField) {
    taskId = taskIdField;
    id = idField;
    return this;
  }

  /** The model, which is also the kind of task where the previous fields are missing. */
  FieldMapping<T> model(Field<? super T> field) {
    model = field;
    return kind(field);
  }

  /** The kind of task, where the previous fields are missing. */
  FieldMapping<T> kind(Field<? super T> field) {
    kinds.add(field);
    return this;
  }

  /** The time when the gateway last updated the task. */
  FieldMapping<T> updated(Field<? super T> field) {
    updated = field;
    return this;
  }

  FieldMapping<T> status(Field<? super T> field) {
    statuses.add(field);
    return this;
  }

  FieldMapping<T> progress(Field<? super T> field) {
    progress = field;
    return this;
  }

  /** The envelope's code, and the message that belongs to it. */
  FieldMapping<T> code(Field<? super T> field, List<Field<? super T>> messages) {
    code = field;
    reasons.<T>add(
        record -> record,
        (record, source, found) ->
            UsableReason.add(
                found,
                Reason.FieldKind.ENVELOPE,
                "message",
                source.scalar("code", field.of(record)),
                FieldCollectors.firstText(messages, record, source)));
    return this;
  }

  /** An error object, or a text in its place. */
  FieldMapping<T> error(Field<? super T> field) {
    reasons.add(field, (value, source, found) -> source.values().addError(value, found));
    return this;
  }

  /** A field that holds a reason without a code. */
  FieldMapping<T> reason(String name, Field<? super T> field) {
    reasons.add(field, FieldCollectors.reason(name));
    return this;
  }

  /** A code that is also the only message. */
  FieldMapping<T> codeAsReason(String name, Field<? super T> field) {
    reasons.add(field, FieldCollectors.codeAsReason(name));
    return this;
  }

  /** MiniMax's result of the request. */
  <S> FieldMapping<T> baseResp(
      Accessor<? super T, S> field,
      Accessor<? super S, Long> status,
      Accessor<? super S, String> message) {
    baseResp =
        record -> {
          S result = field.of(record);
          Long number = result == null ? null : status.of(result);
          return result == null || number == null
              ? null
              : new AnswerNode.BaseResp(number, message.of(result));
        };
    reasons.<S>add(
        field,
        (result, source, found) ->
            UsableReason.add(
                found,
                Reason.FieldKind.OTHER,
                "base_resp",
                Scalar.ofNumber(status.of(result)),
                message.of(result)));
    return this;
  }

  /**
   * A field that holds a result as often as a reason; a fork's other name for it is added after it.
   */
  FieldMapping<T> failReason(String name, Field<? super T> field) {
    failReasons.add(field, FieldCollectors.failReason(name));
    return this;
  }

  FieldMapping<T> submitted(String name, Field<? super T> field) {
    submitted.add(field, FieldCollectors.time(name));
    return this;
  }

  FieldMapping<T> started(String name, Field<? super T> field) {
    started.add(field, FieldCollectors.time(name));
    return this;
  }

  FieldMapping<T> finished(String name, Field<? super T> field) {
    finished.add(field, FieldCollectors.time(name));
    return this;
  }

  FieldMapping<T> expires(String name, Field<? super T> field) {
    expires.add(field, FieldCollectors.time(name));
    return this;
  }

  /** A field that holds a URL, a video object, or a list of either. */
  FieldMapping<T> url(String name, Field<? super T> field) {
    urlFields.add(field, FieldCollectors.url(name, false));
    return this;
  }

  /** The same, where the URLs can be fetched with the key only; others are preferred. */
  FieldMapping<T> urlWithKey(String name, Field<? super T> field) {
    urlFields.add(field, FieldCollectors.url(name, true));
    return this;
  }

  /** A field that holds videos only where it is a list. */
  FieldMapping<T> urlList(String name, Field<? super T> field) {
    urlFields.add(field, FieldCollectors.urlList(name));
    return this;
  }

  /** A URL with a backup URL of the same video. */
  FieldMapping<T> url(
      String name, Accessor<? super T, String> field, Accessor<? super T, String> backup) {
    urlFields.<T>add(
        record -> record,
        (record, source, found) ->
            found.add(
                new UrlField(name, List.of(new Found(field.of(record), backup.of(record), null)))));
    return this;
  }

  FieldMapping<T> detail(Detail.Kind kind, String name, Field<? super T> field) {
    details.add(field, FieldCollectors.detail(kind, name));
    return this;
  }

  /** A nested record that describes the same task. */
  <S> FieldMapping<T> nested(Accessor<? super T, S> field, FieldMapping<S> inner) {
    urlFields.<S>add(field, inner.urlFields::collect);
    details.<S>add(field, inner.details::collect);
    return this;
  }

  /** A nested level in free-form JSON, of an envelope or a row. */
  FieldMapping<T> data(Field<? super T> field) {
    data = field;
    return this;
  }

  /** A wrapper around the task, as a record like this one or as free-form JSON. */
  FieldMapping<T> wrapper(String name, Field<? super T> field) {
    wrappers.add(
        (record, source) -> {
          Object value = field.of(record);
          if (value == null) {
            return null;
          }
          String raw = source.values().raw(value);
          Position below = source.at().below(name);
          return raw != null
              ? source.values().nested(raw, below)
              : source.values().levelOf(value, below);
        });
    return this;
  }

  /** Returns the reasons in a record, by preference. */
  List<Reason> reasons(T record, FieldValues values) {
    FieldSource source = FieldSource.alone(values);
    return reasons.collected(record, source, new ArrayList<>());
  }

  /** Returns the URL and duration in a record that describes one video. */
  @Nullable Found found(T record, FieldValues values) {
    FieldSource source = FieldSource.alone(values);
    List<?> scratch = new ArrayList<>();
    List<UrlField> fields = urlFields.collected(record, source, scratch);
    List<Detail> durations = details.collected(record, source, scratch);
    String url =
        fields.stream()
            .flatMap(field -> field.videos().stream())
            .map(Found::url)
            .filter(text -> text != null && !text.isBlank())
            .findFirst()
            .orElse(null);
    return new Found(url, null, durations.isEmpty() ? null : durations.get(0).value());
  }

  /** Returns the level of a record. */
  AnswerNode level(T record, FieldSource source) {
    FieldValues values = source.values();
    List<?> scratch = new ArrayList<>();
    String inData = values.raw(data.of(record));
    return new AnswerNode(
        new AnswerNode.Ids(
            source.scalar("task_id", taskId.of(record)),
            source.scalar("id", id.of(record)),
            model.of(record) != null),
        AnswerNode.Hints.of(
            FieldCollectors.firstText(kinds, record, source),
            source.scalar("updated_at", updated.of(record))),
        FieldCollectors.firstText(statuses, record, source),
        source.scalar("progress", progress.of(record)),
        source.scalar("code", code.of(record)),
        reasons.collected(record, source, scratch),
        baseResp.of(record),
        failReason(record, source, scratch),
        new AnswerNode.Times(
            submitted.collected(record, source, scratch),
            started.collected(record, source, scratch),
            finished.collected(record, source, scratch),
            expires.collected(record, source, scratch)),
        urlFields.collected(record, source, scratch),
        details.collected(record, source, scratch),
        new AnswerNode.Inner(
            inData == null ? source.data() : values.nested(inData, source.at().below("data")),
            wrapped(record, source),
            inData == null
                ? Collections.emptyList()
                : values.rows(inData, source.at().below("data"))));
  }

  private @Nullable Reason failReason(T record, FieldSource source, List<?> scratch) {
    List<Reason> reported = failReasons.collected(record, source, scratch);
    return reported.isEmpty() ? null : reported.get(0);
  }

  private @Nullable AnswerNode wrapped(T record, FieldSource source) {
    for (int i = 0; i < wrappers.size(); i++) {
      AnswerNode level = wrappers.get(i).level(record, source);
      if (level != null) {
        return level;
      }
    }
    return null;
  }
}
