package io.videotask.generated.gateway;

import org.jspecify.annotations.Nullable;

/**
 * A video object in an answer, with values as received.
 *
 * @param url null where the answer has none
 * @param duration the length in seconds; null where the answer has none
 */
public record FoundVideo(@Nullable Object url, @Nullable Object duration) {}
