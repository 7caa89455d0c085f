/**
 * Sends requests with OkHttp: configuration, time limits, authorization, redaction.
 *
 * <p>Internal: may change in any version.
 */
@NullMarked
package io.videotask.internal.http;

import org.jspecify.annotations.NullMarked;
