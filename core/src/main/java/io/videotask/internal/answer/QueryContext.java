package io.videotask.internal.answer;

import io.videotask.error.Evidence;
import io.videotask.task.TaskRef;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a query when its answer is read.
 *
 * @param gateway the gateway's name
 * @param task the task that was asked for; null for a list of tasks, and where a body is explained
 *     that nobody asked for
 * @param base the gateway's address; null where a body is explained
 * @param at when the answer came
 * @param status the HTTP status
 * @param requestId the id that the gateway gave the request
 * @param wish when the gateway would like to be asked again
 * @param content where the gateway itself serves the task's video, put together when it is asked
 *     for; null where it serves none, or there is no address
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
