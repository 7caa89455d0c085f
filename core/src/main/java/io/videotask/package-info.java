/**
 * The front door: {@link io.videotask.VideoTasks} is where everything starts.
 *
 * @since 0.1
 */
@NullMarked
package io.videotask;

import org.jspecify.annotations.NullMarked;
