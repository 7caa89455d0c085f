/**
 * The entry point: {@link io.videotask.VideoTasks} and its builder.
 *
 * @since 0.1
 */
@NullMarked
package io.videotask;

import org.jspecify.annotations.NullMarked;
