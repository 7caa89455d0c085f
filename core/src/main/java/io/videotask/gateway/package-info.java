/**
 * One adapter a dialect, and what they share: from a gateway's answer to a {@code VideoTask}.
 *
 * @since 0.1
 */
@NullMarked
package io.videotask.gateway;

import org.jspecify.annotations.NullMarked;
