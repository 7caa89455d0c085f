/** Tests against servers of others, which are started here: {@code docs/third-party-servers.md}. */
@NullMarked
package io.videotask.it.thirdparty;

import org.jspecify.annotations.NullMarked;
