package io.videotask.internal.client;

import com.squareup.moshi.JsonDataException;
import io.videotask.error.ErrorKind;
import io.videotask.gateway.Gateway;
import io.videotask.generated.gateway.LostSubmitFields;
import io.videotask.generated.gateway.TaskRows;
import io.videotask.internal.answer.AnswerReader;
import io.videotask.internal.answer.DecisionLog;
import io.videotask.internal.answer.ParsedAnswer;
import io.videotask.internal.answer.QueryErrors;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.internal.resolve.ListedTask;
import io.videotask.internal.text.BodyClassifier;
import io.videotask.internal.text.JsonObject;
import io.videotask.internal.text.JsonText;
import io.videotask.task.ImageSource;
import io.videotask.task.LostSubmit;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoRequestBuilder;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Asks one gateway for tasks whose ids are not known. Thread-safe. */
public final class TaskSearch {
  private final GatewayConnection connection;
  private final Gateway gateway;
  private final Adapter adapter;
  private final TaskLists lists;
  private final @Nullable LostSubmitFields fields;

  TaskSearch(GatewayConnection connection, TaskLists lists) {
    this.connection = connection;
    this.gateway = connection.gateway();
    this.adapter = connection.adapter();
    this.lists = lists;
    this.fields = adapter.lookup().fields();
  }

  /** Returns what tells whose a task is; null where the gateway has no way to find one. */
  public @Nullable LostSubmitFields fields() {
    return fields;
  }

  /**
   * Returns the list that has the submit's task; null where the gateway has none. Of several lists
   * it is the one of the task's kind, which the request tells.
   */
  public @Nullable TaskRows listOf(LostSubmit lost) {
    List<TaskRows> all = adapter.lists();
    String kind = kind(lost);
    return all.size() == 1
        ? all.get(0)
        : all.stream().filter(list -> kind.equals(list.prefix())).findFirst().orElse(null);
  }

  /** Returns whether a second submit with the same correlation id creates no second task. */
  public boolean isIdempotent() {
    return gateway.idempotencyHeader() != null;
  }

  /** Returns whether the gateway is asked for tasks by the client's own ids. */
  public boolean hasFind(LostSubmit lost) {
    return fields != null && findRequest(lost) != null;
  }

  /** Returns the kind of the submit's task, as it is in references; empty for none. */
  public String kind(LostSubmit lost) {
    return adapter.requests().referenceId(requestOf(lost), "");
  }

  /**
   * Requests a page of a list, the newest tasks first. Cancelling the future cancels the request.
   *
   * @param of a list of {@link #listOf}
   */
  public CompletableFuture<PollResult<ListedPage>> list(
      TaskRows of, int limit, @Nullable TaskRef after) {
    LostSubmitFields origin = fields;
    if (origin == null) {
      throw new IllegalArgumentException(gateway.dialect() + " does not say whose a task is");
    }
    return lists.request(
        of,
        limit,
        after,
        (pages, answer) -> pages.origins(answer, now(), new OriginFields(origin)));
  }

  /**
   * Asks for the task with the client's own id. The page is empty where the gateway says that it
   * has none, and has no other tasks. Cancelling the future cancels the request.
   */
  public CompletableFuture<PollResult<ListedPage>> find(LostSubmit lost) {
    Request request = findRequest(lost);
    LostSubmitFields origin = fields;
    if (request == null || origin == null) {
      throw new IllegalArgumentException(gateway.dialect() + " is not asked by a client's own id");
    }
    return RequestFuture.of(
        connection, request, true, answer -> found(lost, answer, new OriginFields(origin)));
  }

  private @Nullable Request findRequest(LostSubmit lost) {
    return adapter
        .lookup()
        .find(
            connection.retrofit(),
            adapter.requests().referenceId(requestOf(lost), lost.clientId()));
  }

  private ListedPage found(LostSubmit lost, HttpAnswer answer, OriginFields origin) {
    ClockOffset offset = ClockOffset.of(answer, now());
    List<ListedTask> tasks = new ArrayList<>();
    for (String object : answer.isSuccess() ? objects(answer.body()) : List.<String>of()) {
      ListedTask task = task(lost, object, answer, origin, offset);
      if (task != null) {
        tasks.add(task);
      }
    }
    if (tasks.isEmpty()) {
      requireNone(lost, answer);
    }
    return new ListedPage(tasks, null, offset.known());
  }

  /** Throws unless the answer says that there is no such task. */
  private void requireNone(LostSubmit lost, HttpAnswer answer) {
    TaskRef asked =
        new TaskRef(
            gateway.name(), adapter.requests().referenceId(requestOf(lost), lost.clientId()));
    ParsedAnswer parsed = connection.read(asked, answer);
    boolean emptyList = answer.isSuccess() && hasEmptyList(answer.body());
    if (!emptyList
        && parsed instanceof ParsedAnswer.OfError error
        && error.error().kind() != ErrorKind.NOT_FOUND) {
      throw error.error();
    }
    if (!emptyList && parsed instanceof ParsedAnswer.OfTask) {
      BodyClassifier.Unreadable none = new BodyClassifier.Unreadable("no task", false);
      throw new QueryErrors(connection.context(asked, answer, null), null).malformed(none).error();
    }
  }

  private boolean hasEmptyList(String body) {
    String nested = adapter.lookup().nestedField();
    try {
      String inner = nested == null ? null : JsonObject.of(body).get(nested);
      return JsonText.isArray(inner) && JsonText.elements(inner).isEmpty();
    } catch (IOException | JsonDataException e) {
      return false;
    }
  }

  private @Nullable ListedTask task(
      LostSubmit lost, String json, HttpAnswer answer, OriginFields origin, ClockOffset offset) {
    String id = adapter.taskId(json);
    if (id == null || !TaskRef.isId(id)) {
      return null;
    }
    TaskRef ref = new TaskRef(gateway.name(), adapter.requests().referenceId(requestOf(lost), id));
    ParsedAnswer parsed =
        new AnswerReader(adapter)
            .read(connection.context(ref, answer, null), json, false, null, DecisionLog.ofNotes());
    VideoTask task = parsed instanceof ParsedAnswer.OfTask read ? read.task() : null;
    return origin.of(ref, json, task == null ? null : task.seen().submittedAt(), offset);
  }

  /** Returns the tasks of an answer: those in its inner object or list, or else itself. */
  private List<String> objects(String body) {
    String nested = adapter.lookup().nestedField();
    try {
      JsonObject top = JsonObject.of(body);
      String inner = nested == null ? null : top.get(nested);
      if (JsonText.isArray(inner)) {
        return JsonText.elements(inner);
      }
      return List.of(inner == null || !inner.strip().startsWith("{") ? body : inner);
    } catch (IOException | JsonDataException e) {
      return List.of();
    }
  }

  /** Returns a request of the same kind: a task's reference depends on the model and the frames. */
  private static VideoRequest requestOf(LostSubmit lost) {
    VideoRequestBuilder request = VideoRequest.of("-");
    String model = lost.model();
    if (model != null) {
      request.model(model);
    }
    if (lost.hasFrame()) {
      request.image(ImageSource.ofUrl("https://frame.invalid/"));
    }
    return request.build();
  }

  private Instant now() {
    return connection.time().now();
  }
}
