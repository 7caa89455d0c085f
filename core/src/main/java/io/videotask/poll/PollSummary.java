package io.videotask.poll;

import io.videotask.internal.engine.StatusQuery;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the watch over a task came to its end.
 *
 * @param task which task, as {@link StatusQuery#task()} names it
 * @param last what was seen last; null where no query was answered
 * @param ended whether the task itself ended; if not, it was given up, cancelled, closed or out of
 *     time, and goes on
 * @param queries how many were sent
 * @param failures how many of them failed
 * @param delayAtMost the longest that the task can have been over before we knew: the time since
 *     the answer before, when it was not; null where it did not end, or was met as it is
 */
public record PollSummary<S>(
    Object task,
    @Nullable S last,
    boolean ended,
    int queries,
    int failures,
    @Nullable Duration delayAtMost) {}
