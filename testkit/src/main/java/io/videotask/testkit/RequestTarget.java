package io.videotask.testkit;

import io.videotask.gateway.Dialect;
import io.videotask.generated.gateway.TaskRows;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operation that a request may be for.
 *
 * @param operation the dialect's name of the operation, which ends with that of a variant
 * @param parameters the values in the path, by name
 * @param ids texts that may be the id of the task or file, or say where a page begins; empty if the
 *     operation has none
 * @param pageSize the number of tasks that a list asks for; null for any
 * @param model the model that a submit asks for; null for none
 */
record RequestTarget(
    Dialect dialect,
    String operation,
    Map<String, String> parameters,
    List<String> ids,
    @Nullable Integer pageSize,
    @Nullable String model) {
  boolean isSubmit() {
    return operation.startsWith("submit");
  }

  boolean isQuery() {
    return operation.startsWith("query");
  }

  /** Returns whether a task is asked for by the client's own id. */
  boolean isFind() {
    return operation.startsWith("find");
  }

  boolean isResult() {
    return operation.startsWith("result");
  }

  boolean isFile() {
    return operation.startsWith("file");
  }

  boolean isDelete() {
    return operation.startsWith("delete");
  }

  boolean isCancel() {
    return operation.startsWith("cancel");
  }

  boolean isList() {
    return operation.startsWith("list");
  }

  /** Returns the list that is asked for a page; null where the gateway has none of this kind. */
  @Nullable TaskRows list() {
    return dialect.gateway().lists().stream()
        .filter(list -> list.operation().equals(operation) && isOfKind(list))
        .findFirst()
        .orElse(null);
  }

  private boolean isOfKind(TaskRows list) {
    String prefix = list.prefix();
    return parameters.isEmpty()
        || (prefix != null && parameters.containsValue(prefix.replaceFirst(":$", "")));
  }

  boolean isMany() {
    return operation.startsWith("many");
  }

  boolean isContent() {
    return operation.startsWith("content");
  }

  /** Returns whether one request both cancels a queued task and deletes one that has ended. */
  boolean cancelsOrDeletes() {
    String cancel = dialect.paths().get("cancel");
    return (isCancel() || isDelete())
        && cancel != null
        && cancel.equals(dialect.paths().get("delete"));
  }

  /** Returns the first id; empty for none. */
  String id() {
    return ids.isEmpty() ? "" : ids.get(0);
  }

  /** Returns the kind of operation for records. */
  RecordedRequest.Operation recorded() {
    if (isSubmit()) {
      return RecordedRequest.Operation.SUBMIT;
    }
    if (isQuery() || isFind() || isMany()) {
      return RecordedRequest.Operation.QUERY;
    }
    if (isResult()) {
      return RecordedRequest.Operation.RESULT;
    }
    if (isFile()) {
      return RecordedRequest.Operation.FILE;
    }
    if (isDelete()) {
      return RecordedRequest.Operation.DELETE;
    }
    if (isCancel()) {
      return RecordedRequest.Operation.CANCEL;
    }
    if (isList()) {
      return RecordedRequest.Operation.LIST;
    }
    return isContent() ? RecordedRequest.Operation.DOWNLOAD : RecordedRequest.Operation.OTHER;
  }
}
