/** A gateway on this machine that plays tasks' lives; knows nothing of the client that asks it. */
@NullMarked
package io.videotask.cli.demo;

import org.jspecify.annotations.NullMarked;
