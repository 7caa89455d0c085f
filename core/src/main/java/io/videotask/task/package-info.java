/** The words of the library: reference, state, snapshot, result, failure. All immutable. */
@NullMarked
package io.videotask.task;

import org.jspecify.annotations.NullMarked;
