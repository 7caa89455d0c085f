/** What nobody would think of: inputs made by a fuzzer, and the ones it once found. */
package io.videotask.it.fuzz;
