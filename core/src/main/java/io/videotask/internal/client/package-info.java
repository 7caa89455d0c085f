/**
 * Queries, submits, lists and deletes at one configured gateway.
 *
 * <p>Internal: may change in any version.
 */
@NullMarked
package io.videotask.internal.client;

import org.jspecify.annotations.NullMarked;
