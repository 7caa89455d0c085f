/**
 * Retry delays: exponential backoff with jitter, and the limits of Retry-After hints.
 *
 * <p>Internal: may change in any version.
 */
@NullMarked
package io.videotask.internal.retry;

import org.jspecify.annotations.NullMarked;
