/** {@code videotask}, the command line: a plain consumer of the library's public types. */
@NullMarked
package io.videotask.cli;

import org.jspecify.annotations.NullMarked;
