/** Tests of the auto-configuration, with the version of Boot on the class path. */
@NullMarked
package io.videotask.spring;

import org.jspecify.annotations.NullMarked;
