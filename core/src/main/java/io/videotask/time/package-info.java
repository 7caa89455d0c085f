/**
 * The clock and the timer that the library uses, so that tests can run on virtual time.
 *
 * @since 0.1
 */
@NullMarked
package io.videotask.time;

import org.jspecify.annotations.NullMarked;
