/**
 * What the adapter of a gateway implements. The generator writes one for each {@code gateway.yaml};
 * applications pass it to {@code Dialect.of}, or leave it to the service loader.
 *
 * <p>The types are public because generated adapters are in packages of their own. They may change
 * with the generator: use the same version of both.
 */
@NullMarked
package io.videotask.generated.gateway;

import org.jspecify.annotations.NullMarked;
