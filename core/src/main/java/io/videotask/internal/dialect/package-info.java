/**
 * One adapter for each gateway protocol, which maps its generated types to one model of an answer.
 * Only this package uses generated types.
 *
 * <p>Internal: may change in any version.
 */
@NullMarked
package io.videotask.internal.dialect;

import org.jspecify.annotations.NullMarked;
