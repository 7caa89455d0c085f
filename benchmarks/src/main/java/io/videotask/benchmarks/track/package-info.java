/** The parts of the benchmark of tracking that run in processes of their own. */
@NullMarked
package io.videotask.benchmarks.track;

import org.jspecify.annotations.NullMarked;
