package io.videotask.testkit;

import io.videotask.task.TaskRef;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that the gateway, or the host of its videos, has received, without the API key.
 *
 * @param at time of arrival by the gateway's clock
 * @param operation the operation
 * @param task the task that it concerns, under the dialect's name; null if it concerns no existing
 *     task
 * @param method such as {@code GET}
 * @param path path with the query string
 * @param headers by case-insensitive name, without the key's header
 * @param body body as UTF-8 text; empty if there was none
 * @param hasKey whether it had the gateway's key
 */
public record RecordedRequest(
    Instant at,
    Operation operation,
    @Nullable TaskRef task,
    String method,
    String path,
    Map<String, String> headers,
    String body,
    boolean hasKey) {

  /** The operations of a gateway. */
  public enum Operation {
    /** Creates a task. */
    SUBMIT,
    /** Queries a task. */
    QUERY,
    /** Returns the result of a finished task, where the answer to a query doesn't have it. */
    RESULT,
    /** Returns the URL of a finished task's file; see {@link AnswerFormat#MINIMAX_V1}. */
    FILE,
    /** Downloads a video or a variant of it, from the gateway or the video host. */
    DOWNLOAD,
    /** Lists a page of tasks; see {@link AnswerFormat#OPENAI_VIDEOS}. */
    LIST,
    /** Cancels a task. */
    CANCEL,
    /** Deletes a task; see {@link AnswerFormat#OPENAI_VIDEOS}. */
    DELETE,
    /** Anything else. */
    OTHER
  }
}
