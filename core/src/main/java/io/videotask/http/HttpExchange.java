package io.videotask.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One finished request. Immutable.
 *
 * @param method such as GET
 * @param path the path of the URL, without its query
 * @param status the HTTP status; null where there was no answer
 * @param failure why there was no answer, in a few words; null where there was one
 * @param duration from the start of the request to the end of the body of its answer
 */
public record HttpExchange(
    String method,
    String path,
    @Nullable Integer status,
    @Nullable String failure,
    Duration duration) {}
