package io.videotask.internal.dialect;

import io.videotask.generated.gateway.AnswerFields;
import io.videotask.generated.runtime.RawJson;
import io.videotask.internal.text.Scalar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the fields of a level that may hold videos. For one level; not thread-safe. */
abstract class UrlFields implements AnswerFields {
  private final VideoFieldReader videoFields;
  private List<AnswerNode.UrlField> urlFields = Collections.emptyList();

  UrlFields(VideoFieldReader videoFields) {
    this.videoFields = videoFields;
  }

  final List<AnswerNode.UrlField> urlFields() {
    return urlFields;
  }

  @Override
  public void video(String field, Object value) {
    urlFields = with(urlFields, new AnswerNode.UrlField(field, videoFields.videos(value)));
  }

  @Override
  public void videoNeedingKey(String field, Object value) {
    urlFields = with(urlFields, new AnswerNode.UrlField(field, true, videoFields.videos(value)));
  }

  @Override
  public void video(String field, @Nullable Object url, @Nullable Object backupUrl) {
    AnswerNode.Found found = new AnswerNode.Found(text(url), text(backupUrl), null);
    urlFields = with(urlFields, new AnswerNode.UrlField(field, List.of(found)));
  }

  @Override
  public void videosOfList(String field, RawJson value) {
    if (value.text().strip().startsWith("[")) {
      urlFields =
          with(urlFields, new AnswerNode.UrlField(field, videoFields.videosInJson(value.text())));
    }
  }

  @Override
  public void videosOfAnyType(String field, RawJson value) {
    urlFields = with(urlFields, new AnswerNode.UrlField(field, FreeFormVideos.of(value.text())));
  }

  @Override
  public Videos videos(String field) {
    return videos(field, false);
  }

  @Override
  public Videos videosNeedingKey(String field) {
    return videos(field, true);
  }

  private Videos videos(String field, boolean needsKey) {
    List<AnswerNode.Found> found = new ArrayList<>();
    urlFields = with(urlFields, new AnswerNode.UrlField(field, needsKey, found));
    return (url, duration) ->
        found.add(new AnswerNode.Found(text(url), null, plainScalar(duration)));
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

  static <E> List<E> with(List<E> list, E element) {
    List<E> longer = list;
    if (list.isEmpty()) {
      longer = new ArrayList<>(2);
    }
    longer.add(element);
    return longer;
  }
}
