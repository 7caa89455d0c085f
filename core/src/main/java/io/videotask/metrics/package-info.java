/**
 * Integrations with optional dependencies. No other package imports them, so they need not be on
 * the class path.
 */
@NullMarked
package io.videotask.metrics;

import org.jspecify.annotations.NullMarked;
