/**
 * Reads values from text and JSON: numbers, times, URLs, bodies that were truncated.
 *
 * <p>Internal: may change in any version.
 */
@NullMarked
package io.videotask.internal.text;

import org.jspecify.annotations.NullMarked;
