/** Submits over real HTTP: how often servers received them, and the reported outcomes. */
@NullMarked
package io.videotask.it.submit;

import org.jspecify.annotations.NullMarked;
