package io.videotask.codegen;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A type of generated code and how it is read and written.
 *
 * @param name the type in source code
 * @param readFunction a method reference or lambda that reads one value
 * @param writeFunction a method reference or lambda that writes one value
 * @param depth nesting depth of the lambdas, each of which needs its own parameter names
 */
record JavaType(String name, String readFunction, String writeFunction, int depth) {
  private static final Pattern RAW_JSON = Pattern.compile("\\bRawJson\\b");

  static final JavaType TEXT = scalar("String", "String");
  static final JavaType INTEGER = scalar("Long", "Integer");
  static final JavaType NUMBER = scalar("Double", "Number");
  static final JavaType FLAG = scalar("Boolean", "Boolean");
  static final JavaType RAW = scalar("RawJson", "Raw");

  private static JavaType scalar(String name, String suffix) {
    return new JavaType(name, "TolerantReader::read" + suffix, "ModelWriter::write" + suffix, 0);
  }

  /** Returns the type of a record or open enum in the same package. */
  static JavaType generated(String className) {
    String adapter = className + "JsonAdapter";
    return new JavaType(className, adapter + "::read", adapter + "::write", 0);
  }

  static JavaType listOf(JavaType item) {
    return container("List<" + item.name + ">", "List", item);
  }

  static JavaType mapOf(JavaType value) {
    return container("Map<String, " + value.name + ">", "Map", value);
  }

  private static JavaType container(String name, String suffix, JavaType item) {
    int depth = item.depth + 1;
    return new JavaType(
        name,
        "r%d -> TolerantReader.read%s(r%d, %s)".formatted(depth, suffix, depth, item.readFunction),
        "(w%d, x%d) -> ModelWriter.write%s(w%d, x%d, %s)"
            .formatted(depth, depth, suffix, depth, depth, item.writeFunction),
        depth);
  }

  /** Returns the sorted imports of a source that uses these types. */
  static Set<String> imports(Collection<JavaType> types) {
    Set<String> imports = new TreeSet<>();
    for (JavaType type : types) {
      if (type.name.contains("List<")) {
        imports.add("java.util.List");
      }
      if (type.name.contains("Map<")) {
        imports.add("java.util.Map");
      }
      if (RAW_JSON.matcher(type.name).find()) {
        imports.add(RuntimeLibrary.type("RawJson"));
      }
    }
    return imports;
  }

  boolean isContainer() {
    return depth > 0;
  }

  /** Returns a call that reads one value from the expression {@code reader}. */
  String readCall(String reader) {
    return isContainer()
        ? readFunction.substring(readFunction.indexOf("-> ") + 3).replaceFirst("r" + depth, reader)
        : readFunction.replace("::", ".") + "(" + reader + ")";
  }

  /** Returns a call that writes one value. */
  String writeCall(String writer, String value) {
    if (!isContainer()) {
      return writeFunction.replace("::", ".") + "(" + writer + ", " + value + ")";
    }
    String parameters = "w" + depth + ", x" + depth;
    return writeFunction
        .substring(writeFunction.indexOf("-> ") + 3)
        .replace("(" + parameters + ",", "(" + writer + ", " + value + ",");
  }
}
