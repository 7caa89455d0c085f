/**
 * The words of the library: reference, state, snapshot, result, failure. All immutable.
 *
 * @since 0.1
 */
@NullMarked
package io.videotask.task;

import org.jspecify.annotations.NullMarked;
