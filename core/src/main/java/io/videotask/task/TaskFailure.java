package io.videotask.task;

import org.jspecify.annotations.Nullable;

/**
 * Why a task ended without a video.
 *
 * @param code the code from the place that gave the message, as text; null where there is none
 * @param message what the gateway or the vendor said; null where nobody said anything
 * @param retryable whether the same request may work another time: false for what was refused by
 *     content or parameters, true where gateway or vendor broke or ran out of time, null where
 *     nobody says
 */
public record TaskFailure(
    @Nullable String code, @Nullable String message, @Nullable Boolean retryable) {}
