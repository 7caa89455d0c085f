@NullMarked
package io.videotask.cli;

import org.jspecify.annotations.NullMarked;
