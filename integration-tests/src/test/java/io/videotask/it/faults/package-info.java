/** Faults on the real stack, a class a group, through the public API. */
package io.videotask.it.faults;
