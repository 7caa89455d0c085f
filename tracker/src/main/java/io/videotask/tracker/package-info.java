/**
 * Tracks video tasks in a database until the application has handled their ends: over restarts, and
 * on several nodes. Start with {@link io.videotask.tracker.Tracker}.
 *
 * @since 0.1
 */
@NullMarked
package io.videotask.tracker;

import org.jspecify.annotations.NullMarked;
