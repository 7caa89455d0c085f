/** The command line {@code videotask}, which uses only the library's public types. */
@NullMarked
package io.videotask.cli;

import org.jspecify.annotations.NullMarked;
