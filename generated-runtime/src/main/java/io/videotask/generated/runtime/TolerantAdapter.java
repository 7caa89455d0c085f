package io.videotask.generated.runtime;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A Moshi adapter that is strict about the type of a whole document and tolerant of the values in
 * it ({@link TolerantReader}). Generated adapters extend it. Thread-safe.
 *
 * @param <T> the type that it reads and writes
 */
public class TolerantAdapter<T> extends JsonAdapter<T> {
  private final String expected;
  private final ValueReader<T> reader;
  private final ValueWriter<T> writer;

  /**
   * Called by generated code.
   *
   * @param expected the JSON type of the value: string, integer, number, boolean, object, array, or
   *     any
   * @param reader reads the value
   * @param writer writes the value
   */
  protected TolerantAdapter(String expected, ValueReader<T> reader, ValueWriter<T> writer) {
    this.expected = expected;
    this.reader = reader;
    this.writer = writer;
  }

  /**
   * Reads one value.
   *
   * @throws JsonDataException if the value is an object or an array and should not be, or should be
   *     and is not
   */
  @Override
  public final @Nullable T fromJson(JsonReader json) throws IOException {
    JsonTypes.requireAtTop(json, expected);
    return reader.read(json);
  }

  @Override
  public final void toJson(JsonWriter json, @Nullable T value) throws IOException {
    writer.write(json, value);
  }

  final ValueReader<T> reader() {
    return reader;
  }

  final ValueWriter<T> writer() {
    return writer;
  }
}
