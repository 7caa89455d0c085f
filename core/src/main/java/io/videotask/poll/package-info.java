/**
 * When to ask again: the loop, the schedules, the budgets, the listener. Knows no gateway.
 *
 * @since 0.1
 */
@NullMarked
package io.videotask.poll;

import org.jspecify.annotations.NullMarked;
