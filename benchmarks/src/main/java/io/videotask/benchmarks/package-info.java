/** The benchmarks; each class with a main method is one. */
@NullMarked
package io.videotask.benchmarks;

import org.jspecify.annotations.NullMarked;
