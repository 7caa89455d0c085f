package io.videotask.generated.runtime;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one value from a JSON reader. Called by generated code.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface ValueReader<T> {
  /**
   * Reads the next value.
   *
   * @param reader is at the value; afterwards it is behind it
   * @return the value; null if it is absent
   * @throws IOException if the JSON is malformed or could not be read
   */
  @Nullable T read(JsonReader reader) throws IOException;
}
