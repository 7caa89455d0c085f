package io.videotask.internal.engine;

import io.videotask.poll.PollSummary;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What remains to be done, without a lock, after the polling of a task has finished.
 *
 * @param open the waits that were open until then, and are to be completed
 * @param inFlight the query in flight, which is cancelled; null for none
 * @param summary the summary for the listeners
 */
record PollCompletion<S>(
    List<WaitFuture<S>> open,
    @Nullable CompletableFuture<PollResult<S>> inFlight,
    PollSummary<S> summary) {}
