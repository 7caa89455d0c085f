/**
 * Schedules, which choose when to poll next, and the statistics that they learn. Pure computation;
 * depends on the JDK only.
 *
 * @since 0.1
 */
@NullMarked
package io.videotask.schedule;

import org.jspecify.annotations.NullMarked;
