/**
 * Requests, references, snapshots, results and failures of tasks. All immutable, except for the
 * builder.
 *
 * @since 0.1
 */
@NullMarked
package io.videotask.task;

import org.jspecify.annotations.NullMarked;
