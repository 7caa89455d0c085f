/**
 * The one place that configures OkHttp: limits, timeouts, no hidden retries, redaction.
 *
 * @since 0.1
 */
@NullMarked
package io.videotask.http;

import org.jspecify.annotations.NullMarked;
