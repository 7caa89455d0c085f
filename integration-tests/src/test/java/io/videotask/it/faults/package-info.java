/** Faults on the real HTTP stack, through the public API, one class for each group. */
package io.videotask.it.faults;
