package io.videotask.codegen;

import java.util.Set;
import java.util.TreeSet;

/** Java source that grows line by line, and the imports that it needs. */
final class JavaLines {
  private final StringBuilder text = new StringBuilder();
  private final Set<String> imports = new TreeSet<>();
  private final Set<String> taken;
  private int depth = 1;

  /**
   * @param taken the classes of the package, which an import must not shadow
   */
  JavaLines(Set<String> taken) {
    this.taken = taken;
  }

  /** Adds a line; one that ends with a brace indents the next ones. */
  JavaLines add(String line) {
    if (line.startsWith("}")) {
      depth--;
    }
    text.append(line.isEmpty() ? "" : "  ".repeat(depth)).append(line).append('\n');
    if (line.endsWith("{")) {
      depth++;
    }
    return this;
  }

  JavaLines blank() {
    return add("");
  }

  /** Adds a method's beginning, after a blank line. */
  JavaLines override(String signature) {
    return blank().add("@Override").add(signature + " {");
  }

  JavaLines end() {
    return add("}");
  }

  /** Imports a type, and returns its name in this source. */
  String type(String qualified) {
    String simple = qualified.substring(qualified.lastIndexOf('.') + 1);
    if (taken.contains(simple)) {
      return qualified;
    }
    imports.add(qualified);
    return simple;
  }

  Set<String> imports() {
    return imports;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
