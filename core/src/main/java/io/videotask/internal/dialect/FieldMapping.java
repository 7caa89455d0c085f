package io.videotask.internal.dialect;

import io.videotask.internal.dialect.AnswerNode.Detail;
import io.videotask.internal.dialect.AnswerNode.Found;
import io.videotask.internal.dialect.AnswerNode.Reason;
import io.videotask.internal.dialect.AnswerNode.UrlField;
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
  private final List<Part<T, Reason>> reasons = new ArrayList<>();
  private final List<Part<T, Reason>> failReasons = new ArrayList<>();
  private final List<Part<T, UrlField>> urlFields = new ArrayList<>();
  private final List<Part<T, Detail>> details = new ArrayList<>();
  private final List<Part<T, @Nullable Scalar>> submitted = new ArrayList<>();
  private final List<Part<T, @Nullable Scalar>> started = new ArrayList<>();
  private final List<Part<T, @Nullable Scalar>> finished = new ArrayList<>();
  private final List<Part<T, @Nullable Scalar>> expires = new ArrayList<>();
  private final List<Wrapper<T>> wrappers = new ArrayList<>();
  private final List<Field<? super T>> kinds = new ArrayList<>();
  private Field<? super T> updated = record -> null;
  private Field<? super T> taskId = record -> null;
  private Field<? super T> id = record -> null;
  private Field<? super T> model = record -> null;
  private Field<? super T> progress = record -> null;
  private Field<? super T> code = record -> null;
  private Field<? super T> data = record -> null;
  private Inner<T, AnswerNode.@Nullable BaseResp> baseResp = record -> null;

  /** An accessor of a field: a text, number, open enum, list, free-form JSON or record. */
  @FunctionalInterface
  interface Field<T> extends Inner<T, Object> {}

  /** An accessor of a field of one type. */
  @FunctionalInterface
  interface Inner<T, S extends @Nullable Object> {
    @Nullable S of(T record);
  }

  /**
   * The context in which a level is read.
   *
   * @param data the level in its {@code data}, where that has been read already
   */
  record Source(AnswerDecoder json, AnswerDecoder.Position at, @Nullable AnswerNode data) {
    @Nullable Scalar scalar(String field, @Nullable Object value) {
      Object sent = json.sent(value);
      if (sent instanceof String text) {
        return Scalar.ofText(text);
      }
      if (sent instanceof Number number) {
        return Scalar.ofNumber(number);
      }
      String string = json.string(value);
      return string == null ? at.scalar(field, json.raw(value)) : Scalar.ofText(string);
    }

    private @Nullable String text(@Nullable Object value) {
      return json.sent(value) instanceof String text ? text : null;
    }

    private Source below(String field) {
      return new Source(json, at.below(field), null);
    }
  }

  /** Collects results from a field's value. */
  @FunctionalInterface
  private interface Collector<V, E> {
    void collect(V value, Source source, List<E> found);
  }

  /** A field and its collector, which runs only where the field is present; most are not. */
  private record Part<T, E>(Inner<? super T, ?> field, Collector<Object, E> collector) {
    @SuppressWarnings("unchecked") // The collector takes the type that the accessor returns.
    static <T, V, E> Part<T, E> of(Inner<? super T, ? extends V> field, Collector<V, E> collector) {
      return new Part<>(field, (Collector<Object, E>) collector);
    }
  }

  @FunctionalInterface
  private interface Wrapper<T> {
    @Nullable AnswerNode level(T record, Source source);
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
    reasons.add(
        Part.<T, T, Reason>of(
            record -> record,
            (record, source, found) ->
                AnswerDecoder.add(
                    found,
                    "message",
                    source.scalar("code", field.of(record)),
                    firstText(messages, record, source))));
    return this;
  }

  /** An error object, or a text in its place. */
  FieldMapping<T> error(Field<? super T> field) {
    reasons.add(Part.of(field, (value, source, found) -> source.json().addError(value, found)));
    return this;
  }

  /** A field that holds a reason without a code. */
  FieldMapping<T> reason(String name, Field<? super T> field) {
    reasons.add(
        Part.of(
            field,
            (value, source, found) -> {
              String raw = source.json().raw(value);
              if (raw != null && raw.startsWith("[")) {
                AnswerDecoder.add(found, name, null, SpecificReason.text(raw));
                return;
              }
              Scalar reported = source.scalar(name, value);
              AnswerDecoder.add(found, name, null, reported == null ? null : reported.text());
            }));
    return this;
  }

  /** A code that is also the only message. */
  FieldMapping<T> codeAsReason(String name, Field<? super T> field) {
    reasons.add(
        Part.of(
            field,
            (value, source, found) -> {
              Scalar reported = source.scalar(name, value);
              AnswerDecoder.add(found, name, reported, reported == null ? null : reported.text());
            }));
    return this;
  }

  /** MiniMax's result of the request. */
  <S> FieldMapping<T> baseResp(
      Inner<? super T, S> field, Inner<? super S, Long> status, Inner<? super S, String> message) {
    baseResp =
        record -> {
          S result = field.of(record);
          Long number = result == null ? null : status.of(result);
          return result == null || number == null
              ? null
              : new AnswerNode.BaseResp(number, message.of(result));
        };
    reasons.add(
        Part.<T, S, Reason>of(
            field,
            (result, source, found) ->
                AnswerDecoder.add(
                    found, "base_resp", Scalar.ofNumber(status.of(result)), message.of(result))));
    return this;
  }

  /**
   * A field that holds a result as often as a reason; a fork's other name for it is added after it.
   */
  FieldMapping<T> failReason(String name, Field<? super T> field) {
    failReasons.add(
        Part.of(
            field,
            (value, source, found) -> {
              String reported = source.text(value);
              if (reported != null && !reported.isBlank()) {
                found.add(new Reason(name, null, reported));
              }
            }));
    return this;
  }

  FieldMapping<T> submitted(String name, Field<? super T> field) {
    submitted.add(time(name, field));
    return this;
  }

  FieldMapping<T> started(String name, Field<? super T> field) {
    started.add(time(name, field));
    return this;
  }

  FieldMapping<T> finished(String name, Field<? super T> field) {
    finished.add(time(name, field));
    return this;
  }

  FieldMapping<T> expires(String name, Field<? super T> field) {
    expires.add(time(name, field));
    return this;
  }

  /** A field that holds a URL, a video object, or a list of either. */
  FieldMapping<T> url(String name, Field<? super T> field) {
    urlFields.add(
        Part.of(field, (value, source, found) -> found.add(source.json().urlField(name, value))));
    return this;
  }

  /** A field that holds videos only where it is a list. */
  FieldMapping<T> urlList(String name, Field<? super T> field) {
    urlFields.add(
        Part.of(
            field,
            (value, source, found) -> {
              String list = AnswerDecoder.arrayOnly(source.json().raw(value));
              if (list != null) {
                found.add(source.json().urlFieldOfList(name, list));
              }
            }));
    return this;
  }

  /** A URL with a backup URL of the same video. */
  FieldMapping<T> url(
      String name, Inner<? super T, String> field, Inner<? super T, String> backup) {
    urlFields.add(
        Part.<T, T, UrlField>of(
            record -> record,
            (record, source, found) ->
                found.add(
                    new UrlField(
                        name, List.of(new Found(field.of(record), backup.of(record), null))))));
    return this;
  }

  FieldMapping<T> detail(Detail.Kind kind, String name, Field<? super T> field) {
    details.add(
        Part.of(
            field,
            (value, source, found) -> {
              Scalar reported = source.scalar(name, value);
              if (reported != null) {
                found.add(new Detail(kind, reported));
              }
            }));
    return this;
  }

  /** A nested record that describes the same task. */
  <S> FieldMapping<T> nested(Inner<? super T, S> field, FieldMapping<S> inner) {
    urlFields.add(
        Part.<T, S, UrlField>of(
            field, (record, source, found) -> collect(record, inner.urlFields, source, found)));
    details.add(
        Part.<T, S, Detail>of(
            field, (record, source, found) -> collect(record, inner.details, source, found)));
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
          String raw = source.json().raw(value);
          Source below = source.below(name);
          return raw != null
              ? source.json().nested(raw, below.at())
              : source.json().levelOf(value, below.at());
        });
    return this;
  }

  /** Returns the reasons in a record, by preference. */
  List<Reason> reasons(T record, AnswerDecoder json) {
    Source source = new Source(json, AnswerDecoder.Position.top(AnswerDecoder.Drift.IGNORED), null);
    return collected(reasons, record, source, new ArrayList<>());
  }

  /** Returns the URL and duration in a record that describes one video. */
  @Nullable Found found(T record, AnswerDecoder json) {
    Source source = new Source(json, AnswerDecoder.Position.top(AnswerDecoder.Drift.IGNORED), null);
    List<?> scratch = new ArrayList<>();
    List<UrlField> fields = collected(urlFields, record, source, scratch);
    List<Detail> durations = collected(details, record, source, scratch);
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
  AnswerNode level(T record, Source source) {
    AnswerDecoder json = source.json();
    List<?> scratch = new ArrayList<>();
    String inData = json.raw(data.of(record));
    return new AnswerNode(
        new AnswerNode.Ids(
            source.scalar("task_id", taskId.of(record)),
            source.scalar("id", id.of(record)),
            model.of(record) != null),
        AnswerNode.Hints.of(
            firstText(kinds, record, source), source.scalar("updated_at", updated.of(record))),
        firstText(statuses, record, source),
        source.scalar("progress", progress.of(record)),
        source.scalar("code", code.of(record)),
        collected(reasons, record, source, scratch),
        baseResp.of(record),
        failReason(record, source, scratch),
        new AnswerNode.Times(
            collected(submitted, record, source, scratch),
            collected(started, record, source, scratch),
            collected(finished, record, source, scratch),
            collected(expires, record, source, scratch)),
        collected(urlFields, record, source, scratch),
        collected(details, record, source, scratch),
        new AnswerNode.Inner(
            inData == null ? source.data() : json.nested(inData, source.at().below("data")),
            wrapped(record, source),
            inData == null
                ? Collections.emptyList()
                : json.rows(inData, source.at().below("data"))));
  }

  private @Nullable Reason failReason(T record, Source source, List<?> scratch) {
    List<Reason> reported = collected(failReasons, record, source, scratch);
    return reported.isEmpty() ? null : reported.get(0);
  }

  private @Nullable AnswerNode wrapped(T record, Source source) {
    for (int i = 0; i < wrappers.size(); i++) {
      AnswerNode level = wrappers.get(i).level(record, source);
      if (level != null) {
        return level;
      }
    }
    return null;
  }

  private static <T> Part<T, @Nullable Scalar> time(String name, Field<? super T> field) {
    return Part.of(
        field,
        (value, source, found) -> {
          Scalar reported = source.scalar(name, value);
          if (reported != null) {
            found.add(reported);
          }
        });
  }

  private static <S, E> void collect(
      S record, List<Part<S, E>> parts, Source source, List<E> found) {
    // An index avoids an iterator per loop: there are many, and escape analysis does not remove
    // all.
    for (int i = 0; i < parts.size(); i++) {
      Part<S, E> part = parts.get(i);
      Object value = part.field().of(record);
      if (value != null) {
        part.collector().collect(value, source, found);
      }
    }
  }

  /**
   * Returns the results of all parts.
   *
   * @param scratch an empty list, and empty again afterwards: most fields are missing, and need no
   *     list of their own
   */
  @SuppressWarnings("unchecked") // The list holds only these results, and is emptied below.
  private static <T, E> List<E> collected(
      List<Part<T, E>> parts, T record, Source source, List<?> scratch) {
    List<E> found = (List<E>) scratch;
    collect(record, parts, source, found);
    if (found.isEmpty()) {
      return Collections.emptyList(); // its iterator always has the same class, unlike List.of()'s
    }
    List<E> all =
        found.size() == 1 ? Collections.singletonList(found.get(0)) : new ArrayList<>(found);
    found.clear();
    return all;
  }

  private static <T> @Nullable String firstText(
      List<? extends Field<? super T>> fields, T record, Source source) {
    for (int i = 0; i < fields.size(); i++) {
      String text = source.text(fields.get(i).of(record));
      if (text != null && !text.isBlank()) {
        return text;
      }
    }
    return null;
  }
}
