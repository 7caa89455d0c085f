package io.videotask.tracker;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.videotask.task.LostSubmit;
import io.videotask.task.TaskFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The JSON in the columns: attributes, why a task failed, and how a submit's task is looked for.
 * Unknown fields are ignored.
 */
final class JsonText {
  private static final int VERSION = 1;

  /** Texts of this version begin with it: most need not be parsed to know their version. */
  private static final String BEGINNING = "{\"version\":" + VERSION + ",";

  private JsonText() {}

  static String attributes(Map<String, String> attributes) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("version", VERSION);
    fields.put("attributes", new TreeMap<>(attributes));
    return write(fields);
  }

  static Map<String, String> attributes(String json) {
    Map<String, String> attributes = new LinkedHashMap<>();
    if (read(json).get("attributes") instanceof Map<?, ?> values) {
      values.forEach((name, value) -> attributes.put(String.valueOf(name), String.valueOf(value)));
    }
    return attributes;
  }

  /** What is needed to look for the task of a submit; has neither a prompt nor a key. */
  static String lostSubmit(LostSubmit lost) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("version", VERSION);
    fields.put("lostSubmit", lost.toString());
    return write(fields);
  }

  /**
   * Parses {@link #lostSubmit(LostSubmit)}.
   *
   * @throws IllegalArgumentException when the text is damaged
   */
  static LostSubmit lostSubmit(String json) {
    return LostSubmit.parse(String.valueOf(read(json).get("lostSubmit")));
  }

  static String failure(TaskFailure failure) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("version", VERSION);
    fields.put("code", failure.code());
    fields.put("message", StoredMessage.of(failure.message()));
    fields.put("retryable", failure.retryable());
    fields.put("requestId", failure.requestId());
    return write(fields);
  }

  static TaskFailure failure(String json) {
    Map<?, ?> fields = read(json);
    return new TaskFailure(
        fields.get("code") instanceof String code ? code : null,
        fields.get("message") instanceof String message ? message : null,
        fields.get("retryable") instanceof Boolean retryable ? retryable : null,
        fields.get("requestId") instanceof String requestId ? requestId : null);
  }

  /**
   * Checks text that {@link #attributes(Map)} or {@link #failure(TaskFailure)} has written.
   *
   * @throws TrackingException when it is of a newer version, or damaged
   */
  static void requireReadable(String text) {
    if (!text.startsWith(BEGINNING)) {
      read(text);
    }
  }

  /**
   * Checks the version of a text that may be damaged.
   *
   * @throws TrackingException when it is of a newer version
   */
  static void requireNotNewer(String text) {
    if (text.startsWith(BEGINNING)) {
      return;
    }
    Object value;
    try (JsonReader json = JsonReader.of(new Buffer().writeUtf8(text))) {
      value = json.readJsonValue();
    } catch (IOException | JsonDataException e) {
      return;
    }
    if (value instanceof Map<?, ?> fields && fields.get("version") instanceof Number) {
      requireVersion(fields.get("version"));
    }
  }

  private static String write(Map<String, Object> fields) {
    Buffer buffer = new Buffer();
    try (JsonWriter json = JsonWriter.of(buffer)) {
      json.jsonValue(fields);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return buffer.readUtf8();
  }

  private static Map<?, ?> read(String text) {
    Object value;
    try (JsonReader json = JsonReader.of(new Buffer().writeUtf8(text))) {
      value = json.readJsonValue();
    } catch (IOException | JsonDataException e) {
      throw new TrackingException("a row has text that is no JSON: " + e.getMessage(), e);
    }
    if (!(value instanceof Map<?, ?> fields)) {
      throw new TrackingException("a row has JSON that is no object");
    }
    requireVersion(fields.get("version"));
    return fields;
  }

  private static void requireVersion(@Nullable Object version) {
    if (!(version instanceof Number number) || number.intValue() > VERSION) {
      throw new TrackingException(
          "a row has JSON of version "
              + version
              + ", and this library reads versions up to "
              + VERSION
              + "; a newer one wrote it");
    }
  }
}
