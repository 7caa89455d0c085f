/**
 * A fake gateway for tests: {@link io.videotask.testkit.FakeGateway} replies as scripted, in the
 * answer formats of real gateways, and records the requests.
 */
@NullMarked
package io.videotask.testkit;

import org.jspecify.annotations.NullMarked;
