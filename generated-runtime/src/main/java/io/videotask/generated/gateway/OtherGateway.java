package io.videotask.generated.gateway;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Another gateway whose servers answer on this one's path as well, for an advice about tasks that
 * do not finish.
 *
 * @param gateway its name
 * @param ids the ids of its tasks
 * @param bodies texts that only its answers have
 * @param because why it is better asked in its own way
 */
public record OtherGateway(String gateway, Pattern ids, List<String> bodies, String because) {}
