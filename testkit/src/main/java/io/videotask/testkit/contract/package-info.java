/**
 * What a gateway sends that its spec does not promise: {@link
 * io.videotask.testkit.contract.Contract} holds an answer against it.
 */
@NullMarked
package io.videotask.testkit.contract;

import org.jspecify.annotations.NullMarked;
