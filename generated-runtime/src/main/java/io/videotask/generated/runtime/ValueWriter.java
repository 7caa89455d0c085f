package io.videotask.generated.runtime;

import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes one value to a JSON writer. Called by generated code.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface ValueWriter<T> {
  /**
   * Writes the value.
   *
   * @param writer where to
   * @param value null is written as JSON's null, which Moshi leaves out of objects
   * @throws IOException if it could not be written
   */
  void write(JsonWriter writer, @Nullable T value) throws IOException;
}
