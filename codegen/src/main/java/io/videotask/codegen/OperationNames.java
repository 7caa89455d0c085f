package io.videotask.codegen;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import java.util.Map;

/** Sets the operationId of every operation to a valid method name. */
final class OperationNames {
  /** The stock generator's naming: the operationId, or a name derived from the path. */
  @FunctionalInterface
  interface Naming {
    String name(Operation operation, String path, String method);
  }

  private final Naming naming;
  private final SpecErrors errors;

  OperationNames(Naming naming, SpecErrors errors) {
    this.naming = naming;
    this.errors = errors;
  }

  void assign(Map<String, PathItem> paths) {
    paths.forEach(
        (path, item) ->
            item.readOperationsMap()
                .forEach((method, operation) -> assign(path, method.name(), operation)));
  }

  private void assign(String path, String method, Operation operation) {
    String declared = operation.getOperationId();
    String name = naming.name(operation, path, method.toLowerCase(java.util.Locale.ROOT));
    if (!JavaNames.isLegalMember(name)) {
      String key = declared == null || declared.isBlank() ? "ID" : declared;
      errors.add(
          "operation " + method + " " + path,
          "operationId '" + key + "' gives no legal method name ('" + name + "')",
          "add `operationIdNameMappings: {\"" + key + "\": NAME}` to the config file");
    }
    operation.setOperationId(name);
  }
}
