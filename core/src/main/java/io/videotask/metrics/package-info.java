/**
 * Binders for optional dependencies. Nothing else here imports them, and who does not use them need
 * not have them.
 */
@NullMarked
package io.videotask.metrics;

import org.jspecify.annotations.NullMarked;
