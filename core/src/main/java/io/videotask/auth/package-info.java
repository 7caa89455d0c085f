/**
 * API keys. A key is never printed.
 *
 * @since 0.1
 */
@NullMarked
package io.videotask.auth;

import org.jspecify.annotations.NullMarked;
