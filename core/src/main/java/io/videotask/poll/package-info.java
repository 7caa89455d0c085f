/**
 * What programs see of polling: the events for listeners, and how many failures a wait tolerates.
 *
 * @since 0.1
 */
@NullMarked
package io.videotask.poll;

import org.jspecify.annotations.NullMarked;
