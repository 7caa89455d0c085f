/**
 * The signatures of vendors' callbacks, the URLs they are sent to, and what is remembered of them.
 * Not part of the API.
 */
@NullMarked
package io.videotask.internal.callback;

import org.jspecify.annotations.NullMarked;
