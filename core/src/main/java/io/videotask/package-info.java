/** The front door: {@link io.videotask.VideoTasks} is where everything starts. */
@NullMarked
package io.videotask;

import org.jspecify.annotations.NullMarked;
