package io.videotask.internal.client;

import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Gateway;
import io.videotask.generated.gateway.RequestField;
import io.videotask.internal.answer.ContentDocument;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.http.GatewayOrigin;
import io.videotask.internal.http.HttpTransport;
import io.videotask.schedule.HistoryKey;
import io.videotask.task.CancelOutcome;
import io.videotask.task.LostSubmit;
import io.videotask.task.TaskPage;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoTask;
import io.videotask.time.TimeSource;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one gateway and reads its answers. The requests are created by the generated
 * interface, the answers read by the dialect's adapter. Thread-safe.
 */
public final class GatewayClient {
  private final Gateway gateway;
  private final Adapter adapter;
  private final GatewayConnection connection;
  private final ContentUrls contentUrls;
  private final TaskQueries queries;
  private final TaskDeletion deletion;
  private final TaskCancellation cancellation;
  private final SubmitRequests submits;
  private final SubmitLedger ledger = new SubmitLedger();
  private final TaskLists lists;
  private final TaskSearch search;
  private final TaskGroups groups;
  private final HistoryKey historyKey;
  private final String host;

  /** Creates a client that sends through the transport and takes the time from the time source. */
  public GatewayClient(Gateway gateway, HttpTransport transport, TimeSource time) {
    this.gateway = gateway;
    this.adapter = gateway.adapter();
    this.connection = GatewayConnection.of(gateway, transport, time);
    this.contentUrls = new ContentUrls(connection);
    this.queries = new TaskQueries(connection, contentUrls);
    this.groups = new TaskGroups(connection, queries);
    this.deletion = new TaskDeletion(connection);
    this.cancellation = new TaskCancellation(connection, queries);
    this.submits = new SubmitRequests(gateway);
    this.lists = new TaskLists(connection, contentUrls::of);
    this.search = new TaskSearch(connection, lists);
    this.historyKey = new HistoryKey(gateway.name(), null, adapter.refresh());
    this.host = connection.host();
  }

  /** Returns the server's host and port. */
  public String host() {
    return host;
  }

  /** Returns a short advice for a task that does not finish at this gateway; null for none. */
  public @Nullable String advice(VideoTask lastSeen) {
    return lastSeen.state().isTerminal() ? null : adapter.advice(lastSeen);
  }

  /** Returns the history key of this gateway's tasks. */
  public HistoryKey historyKey() {
    return historyKey;
  }

  /**
   * Refuses a reference that no task of this gateway can have.
   *
   * @throws IllegalArgumentException if it is one
   */
  public void requireTask(TaskRef ref) {
    adapter.requireTaskId(ref.id());
  }

  /** Returns the gateway's origin, for downloads. */
  public GatewayOrigin origin() {
    return gateway.origin(connection.credentials());
  }

  /** Returns whether this submit can have the URL for callbacks. */
  public boolean takesCallbackUrl(VideoRequest request) {
    return adapter.requests().knownFields(request).contains(RequestField.CALLBACK);
  }

  /**
   * Creates a submit, which the supplier sends.
   *
   * @throws IllegalArgumentException when the request has fields that this gateway does not know
   */
  public Supplier<Submission> submission(VideoRequest request) {
    Request submit = submits.request(connection.retrofit(), request);
    return () -> {
      SubmitAttempt attempt =
          new SubmitAttempt(
              gateway.name(),
              request,
              gateway.baseUrl(),
              String.valueOf(submit.header(SubmitRequests.CORRELATION)),
              connection.time().now(),
              SubmitRequests.hasClientId(submit),
              connection.time()::now);
      ledger.began(attempt);
      Submission sent =
          submits.sent(
              attempt, submit, connection.transport().sendOnce(connection.credentials(), submit));
      return sent.withOutcome(
          sent.outcome().whenComplete((outcome, thrown) -> ledger.ended(attempt, outcome)));
    };
  }

  /**
   * Sends a query, and a second one for the file where the answer has no URL. Cancelling the future
   * cancels the request.
   *
   * @param caller runs the requests; null for the client's own threads
   * @throws IllegalArgumentException when the reference has no id that the gateway could know
   */
  public CompletableFuture<PollResult<VideoTask>> query(TaskRef ref, @Nullable Executor caller) {
    return queries.query(ref, caller);
  }

  /**
   * Requests a page of tasks, the newest first. Cancelling the future cancels the request.
   *
   * @param after where the page begins, from the previous page; null for the first page
   * @throws IllegalArgumentException when this gateway has no list, or no page begins there
   */
  public CompletableFuture<PollResult<TaskPage>> list(int limit, @Nullable TaskRef after) {
    return lists.page(limit, after);
  }

  /** Returns what queries many tasks with one request. */
  public TaskGroups groups() {
    return groups;
  }

  /** Returns the recent submits. */
  public SubmitLedger ledger() {
    return ledger;
  }

  /** Returns how tasks of submits without an answer are looked for. */
  public TaskSearch search() {
    return search;
  }

  /**
   * Describes a submit that may have been sent.
   *
   * @param request with its correlation id
   */
  public LostSubmit lostSubmit(VideoRequest request, Instant submittedAt, Instant endedAt) {
    return submits.lost(connection.retrofit(), request, submittedAt, endedAt);
  }

  /**
   * Cancels a task. Cancelling the future cancels the request.
   *
   * @param results completes the future, and so runs its dependents
   * @return completes exceptionally with a {@link VideoTaskException} where there was no usable
   *     answer
   * @throws IllegalArgumentException when this gateway cancels no tasks
   */
  public CompletableFuture<CancelOutcome> cancel(TaskRef ref, Executor results) {
    return cancellation.cancel(ref, results);
  }

  /**
   * Deletes a task with one request. Cancelling the future cancels the request.
   *
   * @param results completes the future, and so runs its dependents
   * @return completes exceptionally with a {@link VideoTaskException} where the task was not
   *     deleted
   * @throws IllegalArgumentException when this gateway has no delete
   */
  public CompletableFuture<@Nullable Void> delete(TaskRef ref, Executor results) {
    return deletion.delete(ref, results);
  }

  /**
   * Returns the same task with another rendition of its video in place of the video.
   *
   * @param variant the gateway's name of the rendition; null for the video itself
   * @throws IllegalArgumentException when this gateway serves none
   */
  public VideoTask.Completed variant(VideoTask.Completed task, @Nullable String variant) {
    return contentUrls.variant(task, variant);
  }

  /**
   * Checks that the gateway serves other renditions of a video.
   *
   * @throws IllegalArgumentException when it serves none
   */
  public void requireVariants() {
    contentUrls.requireVariants();
  }

  /**
   * Returns another URL at which the gateway may serve the task's video; null where it serves none.
   */
  public @Nullable String backupContent(TaskRef ref) {
    return contentUrls.backup(ref);
  }

  /** Reads a JSON document that the gateway sent instead of the task's video. */
  public ContentDocument document(TaskRef ref, String json) {
    return queries.document(ref, json);
  }

  /** Returns whether the task finished with a file whose URL is missing and can be queried. */
  public boolean isUrlMissing(VideoTask task) {
    return queries.isUrlMissing(task);
  }
}
