/**
 * Detects schema drift: {@link io.videotask.testkit.contract.SpecCheck} compares a gateway's
 * response with its OpenAPI spec.
 */
@NullMarked
package io.videotask.testkit.contract;

import org.jspecify.annotations.NullMarked;
