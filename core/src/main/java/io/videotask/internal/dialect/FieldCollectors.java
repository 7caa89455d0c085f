package io.videotask.internal.dialect;

import io.videotask.internal.dialect.AnswerNode.Detail;
import io.videotask.internal.dialect.AnswerNode.Reason;
import io.videotask.internal.dialect.AnswerNode.UrlField;
import io.videotask.internal.dialect.FieldList.Collector;
import io.videotask.internal.text.JsonText;
import io.videotask.internal.text.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the kinds of fields are read that gateways have in common. */
final class FieldCollectors {
  private FieldCollectors() {}

  /** A reason without a code: a text, or a list of texts. */
  static Collector<Object, Reason> reason(String name) {
    return (value, source, found) -> {
      String raw = source.values().raw(value);
      if (raw != null && raw.startsWith("[")) {
        UsableReason.add(found, Reason.FieldKind.OTHER, name, null, ReasonText.of(raw));
        return;
      }
      Scalar reported = source.scalar(name, value);
      UsableReason.add(
          found, Reason.FieldKind.OTHER, name, null, reported == null ? null : reported.text());
    };
  }

  /** A code that is also the only message. */
  static Collector<Object, Reason> codeAsReason(String name) {
    return (value, source, found) -> {
      Scalar reported = source.scalar(name, value);
      UsableReason.add(
          found, Reason.FieldKind.OTHER, name, reported, reported == null ? null : reported.text());
    };
  }

  /** A text that may be a reason or a result. */
  static Collector<Object, Reason> failReason(String name) {
    return (value, source, found) -> {
      String reported = source.text(value);
      if (reported != null && !reported.isBlank()) {
        found.add(new Reason(name, null, reported));
      }
    };
  }

  /** A time. */
  static Collector<Object, @Nullable Scalar> time(String name) {
    return (value, source, found) -> {
      Scalar reported = source.scalar(name, value);
      if (reported != null) {
        found.add(reported);
      }
    };
  }

  /** A detail of the video. */
  static Collector<Object, Detail> detail(Detail.Kind kind, String name) {
    return (value, source, found) -> {
      Scalar reported = source.scalar(name, value);
      if (reported != null) {
        found.add(new Detail(kind, reported));
      }
    };
  }

  /** A URL, a video object, or a list of either. */
  static Collector<Object, UrlField> url(String name, boolean needsKey) {
    return (value, source, found) ->
        found.add(new UrlField(name, needsKey, source.values().videos(value)));
  }

  /** A field that holds videos only where it is a list. */
  static Collector<Object, UrlField> urlList(String name) {
    return (value, source, found) -> {
      String raw = source.values().raw(value);
      if (JsonText.isArray(raw)) {
        found.add(new UrlField(name, source.values().videosInJson(raw)));
      }
    };
  }

  /** Returns the first text of a record's fields; null for none. */
  static <T> @Nullable String firstText(
      List<? extends FieldList.Accessor<? super T, ?>> fields, T record, FieldSource source) {
    for (int i = 0; i < fields.size(); i++) {
      String text = source.text(fields.get(i).of(record));
      if (text != null && !text.isBlank()) {
        return text;
      }
    }
    return null;
  }
}
