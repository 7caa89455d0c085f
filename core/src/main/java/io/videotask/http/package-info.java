/**
 * The public HTTP surface: a listener of requests.
 *
 * @since 0.1
 */
@NullMarked
package io.videotask.http;

import org.jspecify.annotations.NullMarked;
