/** Builds with Maven, of projects that import the library and of copies of this repository. */
@NullMarked
package io.videotask.it.consumers;

import org.jspecify.annotations.NullMarked;
