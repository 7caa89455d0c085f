/** A local gateway with scripted faults, and clients that wait for its tasks. */
@NullMarked
package io.videotask.benchmarks.drill;

import org.jspecify.annotations.NullMarked;
