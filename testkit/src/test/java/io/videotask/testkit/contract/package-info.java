@NullMarked
package io.videotask.testkit.contract;

import org.jspecify.annotations.NullMarked;
