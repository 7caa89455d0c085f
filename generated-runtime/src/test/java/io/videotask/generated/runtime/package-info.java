/** Tests of the library that generated code calls. */
@NullMarked
package io.videotask.generated.runtime;

import org.jspecify.annotations.NullMarked;
