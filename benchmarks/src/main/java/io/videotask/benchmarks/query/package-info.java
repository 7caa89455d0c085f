/** The cost of one status query, with this client and others. */
@NullMarked
package io.videotask.benchmarks.query;

import org.jspecify.annotations.NullMarked;
