/**
 * Decides what an answer to a query means, by the same rules for every dialect.
 *
 * <p>Internal: may change in any version.
 */
@NullMarked
package io.videotask.internal.answer;

import org.jspecify.annotations.NullMarked;
