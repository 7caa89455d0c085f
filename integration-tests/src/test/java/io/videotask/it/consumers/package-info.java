/** Builds as users run them: real Maven, on projects that import us and on copies of this one. */
@NullMarked
package io.videotask.it.consumers;

import org.jspecify.annotations.NullMarked;
