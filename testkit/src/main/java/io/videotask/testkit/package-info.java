/**
 * A gateway for tests: {@link io.videotask.testkit.FakeGateway} plays the lives of tasks as scripts
 * say, in the shapes of real gateways, and tells what was asked of it.
 */
@NullMarked
package io.videotask.testkit;

import org.jspecify.annotations.NullMarked;
