/**
 * Fetches a finished task's video safely: whole or not at all, and from nowhere it should not be.
 *
 * @since 0.1
 */
@NullMarked
package io.videotask.download;

import org.jspecify.annotations.NullMarked;
