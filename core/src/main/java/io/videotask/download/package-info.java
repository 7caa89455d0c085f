/**
 * Downloads a finished task's video: atomically, with resumption, and only from permitted hosts.
 *
 * @since 0.1
 */
@NullMarked
package io.videotask.download;

import org.jspecify.annotations.NullMarked;
