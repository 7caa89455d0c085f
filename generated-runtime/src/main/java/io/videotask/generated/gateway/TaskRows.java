package io.videotask.generated.gateway;

import org.jspecify.annotations.Nullable;

/**
 * Where a page of tasks has its rows.
 *
 * @param rows the path of the list, with dots
 * @param more the path of the field that is {@code true} where there is another page; null where
 *     the gateway does not say
 */
public record TaskRows(String rows, @Nullable String more) {}
