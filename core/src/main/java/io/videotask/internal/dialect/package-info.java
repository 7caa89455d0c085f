/**
 * One adapter for each gateway protocol, from its generated types to one model of an answer. The
 * only package that uses generated types.
 *
 * <p>Internal: may change in any version.
 */
@NullMarked
package io.videotask.internal.dialect;

import org.jspecify.annotations.NullMarked;
