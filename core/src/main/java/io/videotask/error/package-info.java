/**
 * What can go wrong between a client and a gateway: one unchecked root, one class a kind.
 *
 * @since 0.1
 */
@NullMarked
package io.videotask.error;

import org.jspecify.annotations.NullMarked;
