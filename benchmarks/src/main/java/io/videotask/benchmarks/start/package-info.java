/** Programs to compare the start of the command line with. */
@NullMarked
package io.videotask.benchmarks.start;

import org.jspecify.annotations.NullMarked;
