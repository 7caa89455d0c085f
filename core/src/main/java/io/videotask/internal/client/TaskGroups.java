package io.videotask.internal.client;

import com.squareup.moshi.JsonDataException;
import io.videotask.generated.gateway.TaskGroup;
import io.videotask.internal.answer.HttpErrorMapper;
import io.videotask.internal.answer.QueryContext;
import io.videotask.internal.answer.QueryErrors;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.internal.text.BodyClassifier;
import io.videotask.internal.text.JsonObject;
import io.videotask.internal.text.JsonText;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Queries many tasks of one gateway with one request. Each row is read as the answer to a query of
 * its task; a row that is not as good as such an answer is left out, and its task queried alone.
 * Thread-safe.
 */
public final class TaskGroups {
  private final GatewayConnection connection;
  private final Adapter adapter;
  private final TaskQueries queries;

  TaskGroups(GatewayConnection connection, TaskQueries queries) {
    this.connection = connection;
    this.adapter = connection.adapter();
    this.queries = queries;
  }

  /** Returns how one request asks for tasks like this one; null where each is asked for alone. */
  public @Nullable TaskGroup of(TaskRef ref) {
    return adapter.lookup().group(ref.id());
  }

  /** Sends the request. Cancelling the future cancels it. */
  public CompletableFuture<PollResult<Map<Object, PollResult<VideoTask>>>> query(
      List<TaskRef> refs) {
    Map<String, TaskRef> byId = new HashMap<>();
    refs.forEach(ref -> byId.put(adapter.wireId(ref.id()), ref));
    String first = refs.get(0).id();
    TaskGroup group = adapter.lookup().group(first);
    Request request =
        adapter.lookup().queryMany(connection.retrofit(), List.copyOf(byId.keySet()), first);
    if (group == null || request == null) {
      throw new IllegalArgumentException("each task of this gateway is asked for alone");
    }
    return RequestFuture.of(connection, request, false, answer -> rows(byId, group, answer));
  }

  private Map<Object, PollResult<VideoTask>> rows(
      Map<String, TaskRef> byId, TaskGroup group, HttpAnswer answer) {
    TaskRef any = byId.values().iterator().next();
    QueryContext context = connection.context(any, answer, null);
    if (!answer.isSuccess()) {
      throw HttpErrorMapper.exception(adapter, context, answer);
    }
    Map<Object, PollResult<VideoTask>> rows = new HashMap<>();
    try {
      JsonObject body = JsonObject.of(answer.body());
      String list = body.get(group.rows());
      if (answer.truncated() || answer.unreadable() != null || !JsonText.isArray(list)) {
        throw new IOException("no list");
      }
      boolean nested = group.rows().equals(adapter.lookup().nestedField());
      for (String row : JsonText.elements(list)) {
        TaskRef ref = byId.get(adapter.taskId(row));
        if (ref != null) {
          if (nested) {
            body.put(group.rows(), '[' + row + ']');
          }
          PollResult<VideoTask> result = queries.row(ref, answer, nested ? body.toString() : row);
          if (isWhole(result, group)) {
            rows.put(ref, result);
          }
        }
      }
    } catch (IOException | JsonDataException e) {
      throw new QueryErrors(context, null)
          .malformed(new BodyClassifier.Unreadable("no list", false))
          .error();
    }
    return rows;
  }

  /** Returns whether a query of the task alone would tell no more. */
  private static boolean isWhole(PollResult<VideoTask> result, TaskGroup group) {
    return result instanceof PollResult.Answered<VideoTask> answered
        && !(group.endsAlone() && answered.ended())
        && !(answered.snapshot() instanceof VideoTask.Completed completed
            && completed.video().url() == null);
  }
}
