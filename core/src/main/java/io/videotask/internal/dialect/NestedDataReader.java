package io.videotask.internal.dialect;

import com.squareup.moshi.JsonReader;
import io.videotask.generated.runtime.FreeFormReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body in one pass: an object in a level's nested field is decoded in place, instead of
 * being copied as text and parsed again. For one body; not thread-safe.
 */
final class NestedDataReader implements FreeFormReader {
  private final String field;
  private final AnswerDecoder json;
  private Position at;
  private String path = "$";
  private @Nullable AnswerNode data;

  /**
   * @param field the name of the nested field
   */
  NestedDataReader(String field, AnswerDecoder json, Position top) {
    this.field = field;
    this.json = json;
    this.at = top;
  }

  /**
   * Returns the level in the nested field of the record that was just read; null where that was no
   * object.
   */
  @Nullable AnswerNode data() {
    return data;
  }

  /**
   * Reads the object at the reader's position if it is this level's nested one.
   *
   * @return whether the object was read
   */
  @Override
  public boolean read(JsonReader reader) throws IOException {
    String found = reader.getPath();
    boolean isNested =
        found.length() == path.length() + field.length() + 1
            && found.startsWith(path)
            && found.charAt(path.length()) == '.'
            && found.endsWith(field);
    if (!isNested || at.isDeepest()) {
      return false;
    }
    Position outer = at;
    String outerPath = path;
    at = outer.below(field);
    path = found;
    data = null;
    AnswerNode inner = json.levelIn(reader, at, this);
    at = outer;
    path = outerPath;
    data = inner;
    return true;
  }
}
