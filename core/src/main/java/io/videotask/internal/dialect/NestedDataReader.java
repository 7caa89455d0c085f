package io.videotask.internal.dialect;

import com.squareup.moshi.JsonReader;
import io.videotask.generated.runtime.FreeFormReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body in one pass: an object in a level's {@code data} is decoded in place, instead of
 * being copied as text and parsed again. For one body; not thread-safe.
 */
final class NestedDataReader implements FreeFormReader {
  private static final String DATA = ".data";

  private final RecordReader<?> records;
  private final FieldValues values;
  private Position at;
  private String path = "$";
  private @Nullable AnswerNode data;

  NestedDataReader(RecordReader<?> records, FieldValues values, Position top) {
    this.records = records;
    this.values = values;
    this.at = top;
  }

  /**
   * Returns the level in {@code data} of the record that was just read; null where that was no
   * object.
   */
  @Nullable AnswerNode data() {
    return data;
  }

  /**
   * Reads the object at the reader's position if it is this level's {@code data}.
   *
   * @return whether the object was read
   */
  @Override
  public boolean read(JsonReader reader) throws IOException {
    String found = reader.getPath();
    boolean isData =
        found.length() == path.length() + DATA.length()
            && found.startsWith(path)
            && found.endsWith(DATA);
    if (!isData || at.isDeepest()) {
      return false;
    }
    Position outer = at;
    String outerPath = path;
    at = outer.below("data");
    path = found;
    data = null;
    AnswerNode inner = records.levelIn(reader, values, at, this::data);
    at = outer;
    path = outerPath;
    data = inner;
    return true;
  }
}
