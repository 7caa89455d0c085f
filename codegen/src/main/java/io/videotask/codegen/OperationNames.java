package io.videotask.codegen;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import java.util.Map;

/** Gives every operation a legal method name as its operationId. */
final class OperationNames {
  /** The stock generator's way to a name: the operationId, or one made of the path. */
  @FunctionalInterface
  interface Naming {
    String name(Operation operation, String path, String method);
  }

  private final Naming naming;
  private final Refusals refusals;

  OperationNames(Naming naming, Refusals refusals) {
    this.naming = naming;
    this.refusals = refusals;
  }

  void assign(Map<String, PathItem> paths) {
    paths.forEach(
        (path, item) ->
            item.readOperationsMap()
                .forEach((method, operation) -> assign(path, method.name(), operation)));
  }

  private void assign(String path, String method, Operation operation) {
    String sent = operation.getOperationId();
    String name = naming.name(operation, path, method.toLowerCase(java.util.Locale.ROOT));
    if (!JavaNames.isLegalMember(name)) {
      String key = sent == null || sent.isBlank() ? "ID" : sent;
      refusals.add(
          "operation " + method + " " + path,
          "operationId '" + key + "' gives no legal method name ('" + name + "')",
          "add `operationIdNameMappings: {\"" + key + "\": NAME}` to the config file");
    }
    operation.setOperationId(name);
  }
}
