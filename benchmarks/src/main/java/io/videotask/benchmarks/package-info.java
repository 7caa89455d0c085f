/** What is measured; each class with a main method is one benchmark. */
@NullMarked
package io.videotask.benchmarks;

import org.jspecify.annotations.NullMarked;
