@NullMarked
package io.videotask.codegen;

import org.jspecify.annotations.NullMarked;
