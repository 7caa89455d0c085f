@NullMarked
package io.videotask.testkit;

import org.jspecify.annotations.NullMarked;
