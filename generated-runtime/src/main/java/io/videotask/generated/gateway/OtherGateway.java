package io.videotask.generated.gateway;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Another gateway whose servers answer on this one's path as well, for an advice about tasks that
 * do not finish.
 *
 * @param gateway its name
 * @param ids the ids of its tasks
 * @param bodies patterns that are found in its answers only
 * @param because why it is better asked in its own way
 */
public record OtherGateway(String gateway, Pattern ids, List<Pattern> bodies, String because) {}
