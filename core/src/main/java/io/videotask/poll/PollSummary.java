package io.videotask.poll;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The summary of polling one task, when it has stopped.
 *
 * @param task the task; a {@link io.videotask.task.TaskRef} for waits of {@code VideoTasks}
 * @param last the last snapshot; null if no query was answered
 * @param ended whether the task has finished; if not, polling has stopped because of a failure, a
 *     cancellation, the deadline, or the closing of the client, and the task goes on
 * @param queries the number of queries sent
 * @param failures how many of them failed
 * @param maxDetectionDelay the longest time for which the task can have been finished before the
 *     client noticed: the time since the previous answer; null if the task has not finished, or was
 *     finished at the first answer
 */
public record PollSummary<S>(
    Object task,
    @Nullable S last,
    boolean ended,
    int queries,
    int failures,
    @Nullable Duration maxDetectionDelay) {}
