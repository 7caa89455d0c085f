/** When to ask again: the loop, the schedules, the budgets, the listener. Knows no gateway. */
@NullMarked
package io.videotask.poll;

import org.jspecify.annotations.NullMarked;
