package io.videotask.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of one gateway.
 *
 * @param dialect The protocol, such as new-api. Default: the gateway's name.
 * @param baseUrl The URL of the server, https and without /v1.
 * @param apiKey The key.
 * @param accessKey The access key, for gateways that take tokens signed with a pair of keys.
 * @param secretKey The secret key of the pair.
 * @param allowInsecureHttp Whether the key may be sent over plain http to another machine.
 * @param idempotencyHeader The header that makes a submit idempotent, where the server documents
 *     one.
 * @param maxRequestsPerSecond The rate limit of this gateway's submits and queries, which then do
 *     not count in the common one. Default: the common one.
 */
public record GatewayProperties(
    @Nullable String dialect,
    @Nullable String baseUrl,
    @Nullable String apiKey,
    @Nullable String accessKey,
    @Nullable String secretKey,
    @DefaultValue("false") boolean allowInsecureHttp,
    @Nullable String idempotencyHeader,
    @Nullable Double maxRequestsPerSecond) {
  @Override
  public String toString() {
    return "GatewayProperties[" + dialect + "]";
  }
}
