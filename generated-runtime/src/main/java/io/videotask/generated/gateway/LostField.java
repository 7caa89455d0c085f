package io.videotask.generated.gateway;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * A field of a request that some servers accept and do not pass on to the vendors of some models.
 *
 * @param field {@code imageFile} for an image given as a file, else the field's name
 * @param gateway the gateway whose servers lose it, and which has a way that arrives
 * @param vendors the models' names, by the vendor's name for messages
 */
public record LostField(String field, String gateway, Map<String, Pattern> vendors) {}
