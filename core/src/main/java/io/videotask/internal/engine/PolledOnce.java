package io.videotask.internal.engine;

import org.jspecify.annotations.Nullable;

/**
 * The result of one query that belongs to a stored wait. Instants are those of {@code
 * TimeSource.nanoTime()}.
 *
 * @param result the result; null if there was none in time
 * @param sentAt when the query was sent; the time of the attempt where it was not
 * @param at when it was answered
 * @param serverAnsweredAt see {@link ServerHealth#lastAnswerBeforeFailures}
 */
public record PolledOnce<S>(
    @Nullable PollResult<S> result, long sentAt, long at, @Nullable Long serverAnsweredAt) {}
