/** What starts beside the command line, so that its start can be compared. */
@NullMarked
package io.videotask.benchmarks.start;

import org.jspecify.annotations.NullMarked;
