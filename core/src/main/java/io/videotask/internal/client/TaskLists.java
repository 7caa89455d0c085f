package io.videotask.internal.client;

import io.videotask.generated.gateway.TaskRows;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.task.TaskPage;
import io.videotask.task.TaskRef;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Requests pages of a gateway's lists of tasks. Thread-safe. */
final class TaskLists {
  private final GatewayConnection connection;
  private final Function<String, @Nullable Supplier<String>> content;

  /**
   * @param content returns the supplier of the URL at which the gateway serves a task's video, by
   *     the task's id
   */
  TaskLists(GatewayConnection connection, Function<String, @Nullable Supplier<String>> content) {
    this.connection = connection;
    this.content = content;
  }

  GatewayConnection connection() {
    return connection;
  }

  /**
   * Requests a page of all tasks, the newest first. Cancelling the future cancels the requests.
   *
   * @throws IllegalArgumentException when this gateway has no list, or no page begins there
   */
  CompletableFuture<PollResult<TaskPage>> page(int limit, @Nullable TaskRef after) {
    List<TaskRows> lists = connection.adapter().lists();
    return lists.size() > 1
        ? MergedPage.request(this, lists, limit, after)
        : request(
            lists.isEmpty() ? null : lists.get(0),
            limit,
            after,
            (pages, answer) -> pages.read(answer, connection.time().now()));
  }

  /**
   * Requests a page of one list. Cancelling the future cancels the request.
   *
   * @param of the list; null where the gateway has none
   * @param reader reads its answer
   * @throws IllegalArgumentException when there is no list
   */
  <V> CompletableFuture<PollResult<V>> request(
      @Nullable TaskRows of,
      int limit,
      @Nullable TaskRef after,
      BiFunction<TaskListReader, HttpAnswer, V> reader) {
    Adapter adapter = connection.adapter();
    Request request =
        of == null
            ? null
            : adapter.list(connection.retrofit(), of, limit, after == null ? null : after.id());
    if (of == null || request == null) {
      throw new IllegalArgumentException(adapter.displayName() + " has no list of tasks");
    }
    TaskListReader pages = new TaskListReader(connection.gateway(), of, content, after, limit);
    return RequestFuture.of(connection, request, true, answer -> reader.apply(pages, answer));
  }
}
