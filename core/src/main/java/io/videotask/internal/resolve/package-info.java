/**
 * Decides which task, if any, a submit without an answer created. Pure functions.
 *
 * <p>Internal: may change in any version.
 */
@NullMarked
package io.videotask.internal.resolve;

import org.jspecify.annotations.NullMarked;
