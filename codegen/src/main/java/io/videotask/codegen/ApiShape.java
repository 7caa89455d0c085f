package io.videotask.codegen;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Template data of a Retrofit interface. */
record ApiShape(String className, String javadoc, List<OperationShape> operations) {

  /** An operation; {@code uses} has the imports of all its annotations and types. */
  record OperationShape(
      String name,
      List<String> javadoc,
      List<String> annotations,
      String result,
      List<Parameter> parameters,
      Set<String> uses) {}

  /** A parameter with its annotations. */
  record Parameter(String declaration, String separator) {}

  Set<String> imports() {
    Set<String> imports = new TreeSet<>();
    imports.add("retrofit2.Call");
    operations.forEach(operation -> imports.addAll(operation.uses()));
    return imports;
  }
}
