package io.videotask.codegen;

/**
 * A type of generated code and how it is read and written.
 *
 * @param name the type as it stands in source text
 * @param reading a method reference or lambda that reads one value
 * @param writing a method reference or lambda that writes one value
 * @param depth how many lambdas nest: each needs parameter names of its own
 */
record JavaType(String name, String reading, String writing, int depth) {
  static final JavaType TEXT = scalar("String", "text");
  static final JavaType INTEGER = scalar("Long", "integer");
  static final JavaType NUMBER = scalar("Double", "number");
  static final JavaType FLAG = scalar("Boolean", "flag");
  static final JavaType RAW = scalar("RawJson", "raw");

  private static JavaType scalar(String name, String method) {
    return new JavaType(name, "JsonReading::" + method, "JsonWriting::" + method, 0);
  }

  /** A record or open enum of the same package. */
  static JavaType generated(String className) {
    String adapter = className + "JsonAdapter";
    return new JavaType(className, adapter + "::read", adapter + "::write", 0);
  }

  static JavaType listOf(JavaType item) {
    return container("List<" + item.name + ">", "list", item);
  }

  static JavaType mapOf(JavaType value) {
    return container("Map<String, " + value.name + ">", "map", value);
  }

  private static JavaType container(String name, String method, JavaType item) {
    int depth = item.depth + 1;
    return new JavaType(
        name,
        "r%d -> JsonReading.%s(r%d, %s)".formatted(depth, method, depth, item.reading),
        "(w%d, x%d) -> JsonWriting.%s(w%d, x%d, %s)"
            .formatted(depth, depth, method, depth, depth, item.writing),
        depth);
  }

  boolean isContainer() {
    return depth > 0;
  }

  /** A call that reads one value from the expression {@code reader}. */
  String readCall(String reader) {
    return isContainer()
        ? reading.substring(reading.indexOf("-> ") + 3).replaceFirst("r" + depth, reader)
        : reading.replace("::", ".") + "(" + reader + ")";
  }

  /** A call that writes one value. */
  String writeCall(String writer, String value) {
    if (!isContainer()) {
      return writing.replace("::", ".") + "(" + writer + ", " + value + ")";
    }
    String parameters = "w" + depth + ", x" + depth;
    return writing
        .substring(writing.indexOf("-> ") + 3)
        .replace("(" + parameters + ",", "(" + writer + ", " + value + ",");
  }
}
