@NullMarked
package io.videotask.tracker;

import org.jspecify.annotations.NullMarked;
