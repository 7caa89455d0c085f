package io.videotask.internal.client;

import io.videotask.error.VideoTaskException;
import io.videotask.internal.answer.HttpErrorMapper;
import io.videotask.internal.answer.QueryContext;
import io.videotask.internal.answer.QueryErrors;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.internal.text.BodyClassifier;
import io.videotask.task.TaskRef;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Deletes tasks of one gateway. Thread-safe. */
final class TaskDeletion {
  private static final Pattern DENIAL = Pattern.compile("\"deleted\"\\s*:\\s*false");

  private final GatewayConnection connection;

  TaskDeletion(GatewayConnection connection) {
    this.connection = connection;
  }

  /**
   * Deletes a task with one request. Cancelling the future cancels the request.
   *
   * @param results completes the future, and so runs its dependents
   * @return completes exceptionally with a {@link VideoTaskException} where the task was not
   *     deleted
   * @throws IllegalArgumentException when this gateway has no delete
   */
  CompletableFuture<@Nullable Void> delete(TaskRef ref, Executor results) {
    Request delete = connection.adapter().delete(connection.retrofit(), ref.id());
    if (delete == null) {
      throw new IllegalArgumentException(connection.adapter().displayName() + " deletes no tasks");
    }
    RequestFuture<@Nullable Void> deleted = new RequestFuture<>(connection, null);
    deleted.sendNow(
        delete,
        (answer, thrown) -> {
          VideoTaskException failure =
              answer == null ? connection.unanswered(ref, thrown) : notDeleted(ref, answer);
          results.execute(
              failure == null
                  ? () -> deleted.complete(null)
                  : () -> deleted.completeExceptionally(failure));
        });
    return deleted;
  }

  /** Returns why the task was not deleted; null where it was. */
  private @Nullable VideoTaskException notDeleted(TaskRef ref, HttpAnswer answer) {
    QueryContext query = connection.context(ref, answer, null);
    String body = answer.body();
    if (!answer.isSuccess()) {
      return HttpErrorMapper.exception(connection.adapter(), query, answer);
    }
    boolean readable = body.isBlank() || BodyClassifier.isJson(body);
    return readable && !DENIAL.matcher(body).find()
        ? null
        : new QueryErrors(query, null)
            .malformed(
                new BodyClassifier.Unreadable(
                    "no confirmation of the deletion", !BodyClassifier.isJson(body)))
            .error();
  }
}
