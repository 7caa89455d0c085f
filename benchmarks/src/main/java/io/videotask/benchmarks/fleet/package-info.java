/** The parts of {@code benchmarks/run fleet}, each in a process of its own. */
@org.jspecify.annotations.NullMarked
package io.videotask.benchmarks.fleet;
