/** The one place that configures OkHttp: limits, timeouts, no hidden retries, redaction. */
@NullMarked
package io.videotask.http;

import org.jspecify.annotations.NullMarked;
