/**
 * What a program sees of HTTP: a listener for each request that was sent.
 *
 * @since 0.1
 */
@NullMarked
package io.videotask.http;

import org.jspecify.annotations.NullMarked;
