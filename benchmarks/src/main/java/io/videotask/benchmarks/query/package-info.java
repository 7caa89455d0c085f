/** What one status query costs, with this client and with others. */
@NullMarked
package io.videotask.benchmarks.query;

import org.jspecify.annotations.NullMarked;
