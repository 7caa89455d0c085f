package io.videotask.generated.runtime;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;

/** Compares the JSON type of a value with the type that is expected. */
final class JsonTypes {
  private JsonTypes() {}

  /** Returns the JSON Schema name of a value's type. */
  static String nameOf(JsonReader.Token token) {
    return switch (token) {
      case BEGIN_OBJECT -> "object";
      case BEGIN_ARRAY -> "array";
      case STRING -> "string";
      case NUMBER -> "number";
      case BOOLEAN -> "boolean";
      case NULL -> "null";
      default -> token.name();
    };
  }

  /**
   * Checks the top of a document, where a value of the wrong type can't be dropped.
   *
   * @param expected a type, or "any"
   * @throws JsonDataException if an object or an array is expected and something else is found, or
   *     the other way round; null is always accepted
   */
  static void requireAtTop(JsonReader reader, String expected) throws IOException {
    String found = nameOf(reader.peek());
    boolean wrong =
        isContainer(expected)
            ? !found.equals(expected)
            : isContainer(found) && !expected.equals("any");
    if (wrong && !found.equals("null")) {
      throw new JsonDataException(
          "Expected " + expected + " but was " + found + " at path " + reader.getPath());
    }
  }

  private static boolean isContainer(String type) {
    return type.equals("object") || type.equals("array");
  }

  /**
   * Skips a value that can't be converted to the expected type, and reports it unless it is null or
   * a whitespace-only string, which mean "absent".
   */
  static void skip(JsonReader reader, String expected) throws IOException {
    JsonReader.Token found = reader.peek();
    if (found == JsonReader.Token.NULL) {
      reader.nextNull();
      return;
    }
    String path = reader.getPath();
    boolean empty = false;
    if (found == JsonReader.Token.STRING) {
      empty = reader.nextString().isBlank();
    } else {
      reader.skipValue();
    }
    if (!empty) {
      DriftReporting.report(reader, path, expected, nameOf(found), false);
    }
  }

  /**
   * Returns the path of the value just read: within an array the reader is already at the next
   * index.
   */
  static String pathOfLast(JsonReader reader) {
    String path = reader.getPath();
    int open = path.lastIndexOf('[');
    if (open < 0 || !path.endsWith("]")) {
      return path;
    }
    String index = path.substring(open + 1, path.length() - 1);
    try {
      return path.substring(0, open + 1) + (Integer.parseInt(index) - 1) + "]";
    } catch (NumberFormatException nameWithBrackets) {
      return path;
    }
  }
}
