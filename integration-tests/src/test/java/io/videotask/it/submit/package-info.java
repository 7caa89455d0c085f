/** Submits over real HTTP: how often a server saw them, and what their senders were told. */
@NullMarked
package io.videotask.it.submit;

import org.jspecify.annotations.NullMarked;
