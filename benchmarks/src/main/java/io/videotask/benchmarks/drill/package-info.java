/** A gateway on this machine that fails by a script, and those who wait for its tasks. */
@NullMarked
package io.videotask.benchmarks.drill;

import org.jspecify.annotations.NullMarked;
