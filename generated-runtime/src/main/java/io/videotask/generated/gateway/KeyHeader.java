package io.videotask.generated.gateway;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The request header in which a gateway takes its key.
 *
 * @param name such as {@code Authorization}
 * @param prefix what is before the key, such as {@code "Bearer "}; may be empty
 * @param tokenLifetime how long a token is valid that is signed with the key and sent in its place:
 *     a JWT with HS256, for a key that is a pair, {@code ACCESS:SECRET}; null where the key itself
 *     is sent
 */
public record KeyHeader(String name, String prefix, @Nullable Duration tokenLifetime) {
  /** {@code Authorization: Bearer …} with the key itself, as at most gateways. */
  public static final KeyHeader BEARER = new KeyHeader("Authorization", "Bearer ", null);
}
