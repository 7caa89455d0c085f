package io.videotask.generated.runtime;

import com.squareup.moshi.JsonReader;
import java.io.IOException;

/**
 * Reads objects in free-form fields (those that are {@link RawJson} otherwise) in the same pass as
 * the rest of the document, so that they need not be copied as text and parsed again. Attached to a
 * document by {@link DriftReporting}.
 */
@FunctionalInterface
public interface FreeFormReader {
  /**
   * Is offered an object: reads all of it, or nothing.
   *
   * @param reader is at the beginning of the object
   * @return true if the object was read to its end, and its field is then absent; false if nothing
   *     was read, and the field is then a {@link RawJson}
   * @throws IOException if the JSON is malformed or could not be read
   */
  boolean read(JsonReader reader) throws IOException;
}
