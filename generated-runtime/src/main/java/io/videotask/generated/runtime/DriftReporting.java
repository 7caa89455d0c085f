package io.videotask.generated.runtime;

import com.squareup.moshi.JsonReader;
import org.jspecify.annotations.Nullable;

/**
 * Attaches listeners to a document before it is read with generated adapters:
 *
 * <pre>{@code
 * JsonReader reader = DriftReporting.attach(JsonReader.of(source), listener);
 * Task task = moshi.adapter(Task.class).fromJson(reader);
 * }</pre>
 *
 * <p>Without a listener, values of another type than specified are converted or dropped silently.
 */
public final class DriftReporting {
  private DriftReporting() {}

  /**
   * Reports schema drift in one document.
   *
   * @param reader the document
   * @param listener called for each value whose type differs from the specification
   * @return the same reader
   */
  public static JsonReader attach(JsonReader reader, DriftListener listener) {
    return attach(reader, listener, null);
  }

  /**
   * Reports schema drift in one document, and offers the objects in its free-form fields to a
   * reader. Strings in free-form fields are then encoded again: equal values, but perhaps with
   * other escapes than in the document.
   *
   * @param reader the document
   * @param listener called for each value whose type differs from the specification
   * @param objects is offered each object in a free-form field; null keeps all as {@link RawJson}
   * @return the same reader
   */
  public static JsonReader attach(
      JsonReader reader, DriftListener listener, @Nullable FreeFormReader objects) {
    reader.setTag(Attachment.class, new Attachment(listener, objects));
    return reader;
  }

  /** The listener and reader that are attached to a document. */
  record Attachment(DriftListener listener, @Nullable FreeFormReader objects) {}

  /** Returns the reader of free-form objects; null if none is attached. */
  static @Nullable FreeFormReader objectsOf(JsonReader reader) {
    Attachment attached = reader.tag(Attachment.class);
    return attached == null ? null : attached.objects();
  }

  static void report(JsonReader reader, String path, String expected, String found, boolean kept) {
    Attachment attached = reader.tag(Attachment.class);
    if (attached != null) {
      attached.listener().drift(path, expected, found, kept);
    }
  }
}
