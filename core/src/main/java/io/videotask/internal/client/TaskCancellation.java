package io.videotask.internal.client;

import io.videotask.error.ErrorKind;
import io.videotask.error.Evidence;
import io.videotask.error.MalformedResponseException;
import io.videotask.error.Retry;
import io.videotask.error.VideoTaskException;
import io.videotask.internal.answer.HttpErrorMapper;
import io.videotask.internal.answer.ParsedAnswer;
import io.videotask.internal.answer.QueryContext;
import io.videotask.internal.answer.QueryErrors;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.internal.http.Redaction;
import io.videotask.internal.text.BodyClassifier;
import io.videotask.task.CancelOutcome;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Cancels tasks of one gateway. Thread-safe. */
final class TaskCancellation {
  /** With these a gateway says that the task's state does not allow it. */
  private static final Set<Integer> REFUSALS = Set.of(400, 409, 410, 412, 422);

  private final GatewayConnection connection;
  private final TaskQueries queries;

  TaskCancellation(GatewayConnection connection, TaskQueries queries) {
    this.connection = connection;
    this.queries = queries;
  }

  /**
   * Cancels a task with one request, after a query where the request would do something else to a
   * task that is no longer queued: some gateways delete it.
   *
   * @param results completes the future, and so runs its dependents
   * @return completes exceptionally with a {@link VideoTaskException} where there was no usable
   *     answer
   * @throws IllegalArgumentException when this gateway cancels no tasks
   */
  CompletableFuture<CancelOutcome> cancel(TaskRef ref, Executor results) {
    Adapter adapter = connection.adapter();
    Request cancel = adapter.cancel(connection.retrofit(), ref.id());
    if (cancel == null) {
      throw new IllegalArgumentException(connection.adapter().displayName() + " cancels no tasks");
    }
    RequestFuture<CancelOutcome> future = new RequestFuture<>(connection, null);
    if (!adapter.cancelsOnlyQueued()) {
      send(ref, cancel, future, results);
      return future;
    }
    CompletableFuture<PollResult<VideoTask>> query = queries.query(ref, null);
    future.whenComplete((done, thrown) -> query.cancel(true));
    query.whenComplete(
        (polled, thrown) -> {
          if (polled instanceof PollResult.Answered<VideoTask> answered) {
            VideoTask seen = answered.snapshot();
            if (seen.state() == TaskState.QUEUED) {
              send(ref, cancel, future, results);
            } else {
              VideoTaskException unclear = seen.state() == TaskState.UNKNOWN ? unclear(seen) : null;
              results.execute(() -> complete(future, tooLate(seen), unclear));
            }
          } else if (polled instanceof PollResult.Failed<VideoTask> failed
              && failed.failure() instanceof VideoTaskException failure) {
            results.execute(() -> complete(future, null, failure));
          } else {
            Throwable failure =
                polled instanceof PollResult.Failed<VideoTask> failed ? failed.failure() : thrown;
            results.execute(() -> future.completeExceptionally(failure));
          }
        });
    return future;
  }

  private CancelOutcome tooLate(VideoTask seen) {
    return connection.adapter().isOfNoTask(seen.rawStatus())
        ? CancelOutcome.NOT_FOUND
        : CancelOutcome.TOO_LATE;
  }

  /** The answer does not say whether the task is queued, so that a cancellation may do harm. */
  private static VideoTaskException unclear(VideoTask seen) {
    TaskRef ref = seen.ref();
    String status = seen.rawStatus();
    return new MalformedResponseException(
        ref
            + " was not cancelled: only a queued task may be, and the gateway "
            + ref.gateway()
            + (status == null
                ? " gave no status"
                : " gave a status that is not known, " + Redaction.line(status))
            + "; query it, and cancel it again when it is queued",
        Retry.IN_A_WAIT,
        Evidence.of(ref));
  }

  private void send(
      TaskRef ref, Request cancel, RequestFuture<CancelOutcome> future, Executor results) {
    future.sendNow(
        cancel,
        (answer, thrown) -> {
          VideoTaskException failure =
              answer == null ? connection.unanswered(ref, thrown) : failure(ref, answer);
          CancelOutcome outcome = answer == null ? null : outcome(ref, answer);
          results.execute(() -> complete(future, failure == null ? outcome : null, failure));
        });
  }

  private static void complete(
      RequestFuture<CancelOutcome> future,
      @Nullable CancelOutcome outcome,
      @Nullable VideoTaskException failure) {
    if (failure == null) {
      future.complete(outcome);
    } else if (failure.kind() == ErrorKind.NOT_FOUND) {
      future.complete(CancelOutcome.NOT_FOUND);
    } else {
      future.completeExceptionally(failure);
    }
  }

  /** Returns what is wrong with an answer; null where it is the gateway's. */
  private @Nullable VideoTaskException failure(TaskRef ref, HttpAnswer answer) {
    QueryContext query = connection.context(ref, answer, null);
    String body = answer.body();
    boolean json = body.isBlank() || BodyClassifier.isJson(body);
    if (answer.isSuccess()) {
      return json
          ? null
          : new QueryErrors(query, null)
              .malformed(new BodyClassifier.Unreadable("no confirmation of the cancellation", true))
              .error();
    }
    VideoTaskException error = HttpErrorMapper.exception(connection.adapter(), query, answer);
    boolean refused = REFUSALS.contains(answer.status()) && json && !body.isBlank();
    return refused && error.kind() == ErrorKind.MALFORMED_RESPONSE ? null : error;
  }

  private CancelOutcome outcome(TaskRef ref, HttpAnswer answer) {
    if (!answer.isSuccess()) {
      return CancelOutcome.TOO_LATE;
    }
    ParsedAnswer parsed = connection.read(ref, answer);
    // Without an id a status may be that of the request.
    VideoTask task =
        parsed instanceof ParsedAnswer.OfTask read && read.id() != null ? read.task() : null;
    boolean ended =
        task != null && task.state().isTerminal() && task.state() != TaskState.CANCELLED;
    return task != null && ended ? tooLate(task) : CancelOutcome.REQUESTED;
  }
}
