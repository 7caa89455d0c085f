/**
 * When to poll next: schedules, and the statistics that they learn. Pure computation, JDK only.
 *
 * @since 0.1
 */
@NullMarked
package io.videotask.schedule;

import org.jspecify.annotations.NullMarked;
