/** Keys, and the requests that carry them. A key never prints. */
@NullMarked
package io.videotask.auth;

import org.jspecify.annotations.NullMarked;
