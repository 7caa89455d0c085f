/**
 * Polls tasks until they have finished: timers, retries, rate limits, callbacks. Knows no gateway.
 *
 * <p>Internal: may change in any version.
 */
@NullMarked
package io.videotask.internal.engine;

import org.jspecify.annotations.NullMarked;
