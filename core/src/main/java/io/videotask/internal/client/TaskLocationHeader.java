package io.videotask.internal.client;

import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.http.HttpAnswer;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Reads the task id from a {@code Location} header that points to this dialect's own query. */
final class TaskLocationHeader {
  private TaskLocationHeader() {}

  /** Returns the task's id; null where there is no such header, or it points to something else. */
  static @Nullable String id(Adapter adapter, HttpUrl base, HttpAnswer answer) {
    String location = answer.headers().get("Location");
    HttpUrl target = location == null ? null : base.resolve(location);
    if (target == null) {
      return null;
    }
    for (Map.Entry<String, String> operation : adapter.paths().entrySet()) {
      // A query that is a POST has the id in its body.
      boolean query = operation.getKey().startsWith("query") && operation.getValue().contains("{");
      String id = query ? id(operation.getValue(), target) : null;
      if (id != null && !id.isBlank()) {
        return id;
      }
    }
    return null;
  }

  /**
   * Returns the id in a URL like {@code GET /v1/videos/{id}} or {@code …?task_id={id}}; null for
   * none.
   */
  private static @Nullable String id(String operation, HttpUrl target) {
    String path = operation.substring(operation.indexOf(' ') + 1);
    int query = path.indexOf('?');
    String wanted = query < 0 ? path.substring(0, path.lastIndexOf('/')) : path.substring(0, query);
    List<String> segments = target.pathSegments();
    if (query >= 0) {
      String name = path.substring(query + 1, path.indexOf('='));
      return target.encodedPath().endsWith(wanted) ? target.queryParameter(name) : null;
    }
    String last = segments.get(segments.size() - 1);
    String parent =
        target.encodedPath().substring(0, Math.max(0, target.encodedPath().lastIndexOf('/')));
    return parent.endsWith(wanted) ? last : null;
  }
}
