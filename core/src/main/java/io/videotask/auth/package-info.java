/**
 * Keys, and the requests that carry them. A key never prints.
 *
 * @since 0.1
 */
@NullMarked
package io.videotask.auth;

import org.jspecify.annotations.NullMarked;
