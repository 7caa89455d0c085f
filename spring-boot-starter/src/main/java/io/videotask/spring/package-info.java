/**
 * Auto-configuration for Spring Boot: the client, the tracker, handlers as annotated methods, the
 * endpoint for callbacks, observations, metrics and health.
 *
 * @since 0.1
 */
@NullMarked
package io.videotask.spring;

import org.jspecify.annotations.NullMarked;
