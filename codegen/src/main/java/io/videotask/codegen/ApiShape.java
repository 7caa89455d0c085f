package io.videotask.codegen;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the template needs to write one Retrofit interface. */
record ApiShape(String className, String javadoc, List<OperationShape> operations) {

  /** One operation; its annotations and types name only what {@code uses} imports. */
  record OperationShape(
      String name,
      List<String> javadoc,
      List<String> annotations,
      String result,
      List<Parameter> parameters,
      Set<String> uses) {}

  /** One parameter with its annotations. */
  record Parameter(String declaration, String separator) {}

  Set<String> imports() {
    Set<String> imports = new TreeSet<>();
    imports.add("retrofit2.Call");
    operations.forEach(operation -> imports.addAll(operation.uses()));
    return imports;
  }
}
