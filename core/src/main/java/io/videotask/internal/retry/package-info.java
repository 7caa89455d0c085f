/**
 * Retry delays: exponential backoff with jitter, and the limits of Retry-After hints. Whether a
 * failure is retried is decided by {@code RetryingQuery} for single queries, by {@code
 * ConsecutiveFailures} for waits, and by {@code DownloadTransitions} for downloads.
 *
 * <p>Internal: may change in any version.
 */
@NullMarked
package io.videotask.internal.retry;

import org.jspecify.annotations.NullMarked;
