package io.videotask.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request that is over.
 *
 * @param method such as GET
 * @param path the path that was asked, without its query
 * @param status the HTTP status; null where no answer came
 * @param problem why no answer came, in a few words; null where one came
 * @param took from the start of the request to the end of its body
 */
public record HttpExchange(
    String method,
    String path,
    @Nullable Integer status,
    @Nullable String problem,
    Duration took) {}
