/** Fuzz tests: generated inputs and earlier findings. */
package io.videotask.it.fuzz;
