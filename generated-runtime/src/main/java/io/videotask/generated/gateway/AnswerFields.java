package io.videotask.generated.gateway;

import io.videotask.generated.runtime.RawJson;
import io.videotask.generated.runtime.ValueReader;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Receives the fields of one level of an answer from a generated adapter, which calls a method for
 * each field that is present, in the order of the mapping: of fields with one meaning the first
 * usable one counts.
 *
 * <p>A value is a {@link String}, {@link Long}, {@link Double}, {@link Boolean} or {@link RawJson};
 * it is null only where its parameter is {@code @Nullable}. A field is its path, for messages.
 */
public interface AnswerFields {
  /** The task's id. */
  void id(String field, Object value);

  /** The task's id, or the number of a row where the level is in an envelope. */
  void idOrRow(String field, Object value);

  /** The model. */
  void model(String field, Object value);

  /** The kind of task, by which durations are learned: its model, or its action. */
  void kind(String field, Object value);

  /** When the gateway last updated the task. */
  void updated(String field, Object value);

  /** The status. */
  void status(String field, Object value);

  /**
   * Whether the task has ended, at a gateway without statuses.
   *
   * @param field its path, for messages
   * @param value null where the answer does not say, as while the task runs
   */
  void done(String field, @Nullable Object value);

  /**
   * A field that only the answer about a finished task has, which counts where there is no status.
   *
   * @param field its path, for messages
   */
  void finished(String field);

  /**
   * A field with which a task that has ended has failed, whatever its status is.
   *
   * @param field its path, for messages
   * @param value a blank text is none
   */
  void failed(String field, Object value);

  /**
   * Whether the gateway has removed the video.
   *
   * @param field its path, for messages
   * @param value true, or when it did so
   */
  void removed(String field, Object value);

  /**
   * How long to wait before the next request.
   *
   * @param field its path, for messages
   * @param value seconds, such as {@code 30} or {@code "34.4s"}
   */
  void retryAfter(String field, Object value);

  /**
   * What the task has cost.
   *
   * @param field the amount's path
   * @param amount a number, also as a text
   * @param unit null where the answer should say it and does not
   */
  void cost(String field, Object amount, @Nullable Object unit);

  /** The progress. */
  void progress(String field, Object value);

  /**
   * A code that an envelope has on success too, and the message that belongs to it.
   *
   * @param field the code's path, for messages
   * @param code null where the answer has none
   * @param message null where the answer has none
   */
  void code(String field, @Nullable Object code, @Nullable Object message);

  /**
   * An error.
   *
   * @param field the code's path, for messages
   * @param code null where the answer has none
   * @param message null where the answer has none
   */
  void error(String field, @Nullable Object code, @Nullable Object message);

  /**
   * The result of the request, in which 0 is success.
   *
   * @param field the code's path, for messages
   * @param code null where the answer has none
   * @param message null where the answer has none
   */
  void result(String field, @Nullable Object code, @Nullable Object message);

  /**
   * A text that is a reason without a code.
   *
   * @param field its path, for messages
   * @param message never null
   */
  void message(String field, Object message);

  /**
   * A text that is a reason, with a code in it.
   *
   * @param field its path, for messages
   * @param message never null
   * @param code finds the code; where it has a group, that is the code
   */
  void message(String field, Object message, Pattern code);

  /**
   * A code that is also the only message.
   *
   * @param field its path, for messages
   * @param code never null
   */
  void codeAndMessage(String field, Object code);

  /** A field that holds a result on success and a reason on failure. */
  void resultOrReason(String field, Object value);

  /**
   * A time.
   *
   * @param kind which
   * @param field its path, for messages
   * @param value never null
   */
  void time(TimeKind kind, String field, Object value);

  /**
   * A detail of the video.
   *
   * @param kind which
   * @param field its path, for messages
   * @param value never null
   */
  void detail(DetailKind kind, String field, Object value);

  /**
   * A field that holds a URL, a video object in free-form JSON, or a list of either.
   *
   * @param field its path, for messages
   * @param value never null; a list as well
   */
  void video(String field, Object value);

  /**
   * The same, for URLs that can be fetched with the key only, so that others are preferred.
   *
   * @param field its path, for messages
   * @param value never null; a list as well
   */
  void videoNeedingKey(String field, Object value);

  /**
   * A URL with a backup URL of the same video.
   *
   * @param field its path, for messages
   * @param url null where the answer has none
   * @param backupUrl null where the answer has none
   */
  void video(String field, @Nullable Object url, @Nullable Object backupUrl);

  /** A free-form field that holds videos only where it is a list. */
  void videosOfList(String field, RawJson value);

  /**
   * A free-form field of any type whose URLs are the videos: a text, a list, or an object with any
   * fields, except those that are named as images or sounds.
   *
   * @param field its path, for messages
   * @param value never null
   */
  void videosOfAnyType(String field, RawJson value);

  /**
   * A list of videos, which the caller adds one by one.
   *
   * @param field its path, for messages
   * @return receives the videos
   */
  Videos videos(String field);

  /**
   * The same, for URLs that can be fetched with the key only.
   *
   * @param field its path, for messages
   * @return receives the videos
   */
  Videos videosNeedingKey(String field);

  /** Receives the videos of a list. */
  interface Videos {
    /**
     * Adds a video.
     *
     * @param url null where the answer has none
     * @param duration the length in seconds; null where the answer has none
     */
    void add(@Nullable Object url, @Nullable Object duration);
  }

  /**
   * A level inside this one, in a free-form field: an object, a text that holds one, or a list.
   *
   * @param field its path
   * @param value never null
   */
  void nested(String field, RawJson value);

  /**
   * A wrapper around the task, in a free-form field.
   *
   * @param field its path
   * @param value never null
   */
  void wrapper(String field, RawJson value);

  /**
   * A wrapper around the task, which the caller reads into the returned fields.
   *
   * @param field its path
   * @return receives the wrapper's fields
   */
  AnswerFields wrapper(String field);

  /**
   * Reads an object in a free-form field.
   *
   * @param <T> the record
   * @param value null where the answer has none
   * @param reader the generated adapter
   * @return null where the field holds no object
   */
  <T> @Nullable T object(@Nullable RawJson value, ValueReader<T> reader);

  /**
   * Reads the objects of a list in a free-form field.
   *
   * @param <T> the record
   * @param value null where the answer has none
   * @param reader the generated adapter
   * @return empty where the field holds no list of objects
   */
  <T> List<T> objects(@Nullable RawJson value, ValueReader<T> reader);

  /**
   * Returns the first value of a field of a list's objects.
   *
   * @param <T> the type of the objects
   * @param <V> the type of the field
   * @param list null where the answer has none
   * @param field reads the field
   * @return null for none
   */
  static <T, V> @Nullable V firstOf(
      @Nullable List<@Nullable T> list, Function<T, @Nullable V> field) {
    if (list != null) {
      for (T element : list) {
        V value = element == null ? null : field.apply(element);
        if (value != null) {
          return value;
        }
      }
    }
    return null;
  }

  /**
   * Returns the first object of a list that has a field, for its other fields.
   *
   * @param list may be null, and may have null elements
   * @param field reads the field
   * @return null where no object has it
   */
  static <T> @Nullable T elementWith(
      @Nullable List<@Nullable T> list, Function<T, @Nullable Object> field) {
    if (list != null) {
      for (T element : list) {
        if (element != null && field.apply(element) != null) {
          return element;
        }
      }
    }
    return null;
  }

  /**
   * Returns the first element of a list.
   *
   * @param <T> the type of the elements
   * @param list null where the answer has none
   * @return null for none
   */
  static <T> @Nullable T elementOf(@Nullable List<@Nullable T> list) {
    if (list != null) {
      for (T element : list) {
        if (element != null) {
          return element;
        }
      }
    }
    return null;
  }

  /**
   * Returns the {@code data:} URL of a video that is in the answer itself.
   *
   * @param base64 its bytes; null where the answer has none
   * @param mediaType such as {@code video/mp4}, which is the default
   * @return null for none
   */
  static @Nullable String dataUrl(@Nullable Object base64, @Nullable Object mediaType) {
    String bytes = base64 instanceof String text ? text.strip() : "";
    if (bytes.isEmpty() || bytes.startsWith("data:")) {
      return bytes.isEmpty() ? null : bytes;
    }
    String type =
        mediaType instanceof String text && text.startsWith("video/") ? text : "video/mp4";
    return "data:" + type + ";base64," + bytes;
  }

  /**
   * Returns the first text that is not blank.
   *
   * @param values values of an answer; each may be null
   * @return null for none
   */
  static @Nullable Object first(@Nullable Object... values) {
    for (Object value : values) {
      if (value != null && !(value instanceof String text && text.isBlank())) {
        return value;
      }
    }
    return null;
  }
}
