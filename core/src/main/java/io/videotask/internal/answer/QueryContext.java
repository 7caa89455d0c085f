package io.videotask.internal.answer;

import io.videotask.error.Evidence;
import io.videotask.internal.dialect.Adapter;
import io.videotask.task.TaskCost;
import io.videotask.task.TaskRef;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Data of the query to which an answer belongs.
 *
 * @param gateway the gateway's name
 * @param task the queried task; null for a list of tasks, and where a body is explained without a
 *     query
 * @param baseUrl the gateway's base URL; null where a body is explained
 * @param at when the answer was received
 * @param status the HTTP status
 * @param requestId the gateway's id of the request; null where unknown
 * @param retryAfter the Retry-After hint; null for none
 * @param contentUrl supplies the URL at which the gateway itself serves the task's video; null
 *     where it serves none, or has no base URL
 * @param retryable whether another try may help, of a failure, by the answer's headers; null where
 *     these don't say
 * @param cost what the task has cost, by the answer's headers; null where these don't say
 */
public record QueryContext(
    String gateway,
    @Nullable TaskRef task,
    @Nullable HttpUrl baseUrl,
    Instant at,
    int status,
    @Nullable String requestId,
    @Nullable Duration retryAfter,
    @Nullable Supplier<String> contentUrl,
    @Nullable Boolean retryable,
    @Nullable TaskCost cost) {

  private static final int OK = 200;

  /** Creates a context whose headers say nothing of another try, or of a cost. */
  public QueryContext(
      String gateway,
      @Nullable TaskRef task,
      @Nullable HttpUrl baseUrl,
      Instant at,
      int status,
      @Nullable String requestId,
      @Nullable Duration retryAfter,
      @Nullable Supplier<String> contentUrl) {
    this(gateway, task, baseUrl, at, status, requestId, retryAfter, contentUrl, null, null);
  }

  /** Returns the same context with another HTTP status. */
  QueryContext withStatus(int other) {
    return new QueryContext(
        gateway, task, baseUrl, at, other, requestId, retryAfter, contentUrl, retryable, cost);
  }

  /** Returns the context of a failure, with the id that the vendor gave the request in a body. */
  QueryContext identifiedBy(Adapter adapter, String body) {
    String id = adapter.failureFacts().requestId(body, requestId);
    return new QueryContext(
        gateway, task, baseUrl, at, status, id, retryAfter, contentUrl, retryable, cost);
  }

  boolean isExplained() {
    return task == null && baseUrl == null;
  }

  /** Returns whether the answer is about one task, which an explained body may name. */
  boolean isOfTask() {
    return task != null || isExplained();
  }

  /** Returns whether the HTTP status was received, or stated; an explained body is read as 200. */
  boolean hasStatus() {
    return !isExplained() || status != OK;
  }

  Evidence evidence() {
    return new Evidence(task, hasStatus() ? (Integer) status : null, requestId, retryAfter);
  }
}
