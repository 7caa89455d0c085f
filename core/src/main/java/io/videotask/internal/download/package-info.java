/**
 * Downloads a video to a file or a channel: redirects, resumption, checks.
 *
 * <p>Internal: may change in any version.
 */
@NullMarked
package io.videotask.internal.download;

import org.jspecify.annotations.NullMarked;
