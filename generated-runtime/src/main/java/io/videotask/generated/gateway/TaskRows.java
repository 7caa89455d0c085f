package io.videotask.generated.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of tasks: where a page has its rows, and how the next page is asked for.
 *
 * @param rows the paths of the list, with dots; the first that an answer has counts
 * @param more the path of the field that is {@code true} where there is another page; null where
 *     the gateway does not say
 * @param next the path of the next page's cursor, or of a URL with it; null where a page begins
 *     after the last task of the previous one
 * @param cursor the parameter that has the cursor in that URL; null for none
 * @param prefix marks the tasks of the list in references, and tells it from other lists of the
 *     gateway; null for none
 * @param numbered whether pages have numbers, and another one follows a full one
 * @param total the path of the number of all tasks; null where the gateway does not say
 * @param operation the name of the operation that asks for a page
 */
public record TaskRows(
    List<String> rows,
    @Nullable String more,
    @Nullable String next,
    @Nullable String cursor,
    @Nullable String prefix,
    boolean numbered,
    @Nullable String total,
    String operation) {}
