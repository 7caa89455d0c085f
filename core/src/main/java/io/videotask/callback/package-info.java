/**
 * Receives callbacks of vendors, without a server or a framework. A callback only wakes a wait; an
 * authenticated query says what became of the task.
 *
 * @since 0.1
 */
@NullMarked
package io.videotask.callback;

import org.jspecify.annotations.NullMarked;
