package io.videotask.internal.answer;

import io.videotask.error.Evidence;
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
 * @param base the gateway's base URL; null where a body is explained
 * @param at when the answer was received
 * @param status the HTTP status
 * @param requestId the gateway's id of the request; null where unknown
 * @param wish the Retry-After hint; null for none
 * @param content supplies the URL at which the gateway itself serves the task's video; null where
 *     it serves none, or has no base URL
 */
public record QueryContext(
    String gateway,
    @Nullable TaskRef task,
    @Nullable HttpUrl base,
    Instant at,
    int status,
    @Nullable String requestId,
    @Nullable Duration wish,
    @Nullable Supplier<String> content) {

  boolean isExplained() {
    return task == null && base == null;
  }

  Evidence evidence() {
    return new Evidence(task, isExplained() ? null : (Integer) status, requestId, wish);
  }
}
