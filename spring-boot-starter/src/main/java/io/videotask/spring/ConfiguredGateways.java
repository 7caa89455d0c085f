package io.videotask.spring;

import static io.videotask.spring.InvalidPropertyException.checked;
import static io.videotask.spring.InvalidPropertyException.required;

import io.videotask.auth.ApiKey;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Gateway;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes gateways of properties. */
final class ConfiguredGateways {
  private ConfiguredGateways() {}

  /**
   * @throws InvalidPropertyException that names the property
   */
  static List<Gateway> of(VideoTaskProperties properties) {
    List<Gateway> gateways = new ArrayList<>();
    properties.gateways().forEach((name, gateway) -> gateways.add(gateway(name, gateway)));
    return gateways;
  }

  private static Gateway gateway(String name, GatewayProperties settings) {
    String prefix = VideoTaskProperties.GATEWAYS + "." + name;
    Dialect dialect = dialect(name, prefix + ".dialect", settings.dialect());
    ApiKey key = key(prefix, dialect, settings);
    String property = prefix + ".base-url";
    String url = required(property, settings.baseUrl(), "the URL of the server");
    Gateway made = checked(property, () -> Gateway.of(dialect, url, key));
    Gateway named = checked(prefix, () -> made.named(name));
    Gateway gateway = settings.allowInsecureHttp() ? named.allowingInsecureHttp() : named;
    checked(
        property,
        () -> {
          gateway.requireSafeTransport();
          return true;
        });
    String header = settings.idempotencyHeader();
    return header == null
        ? gateway
        : checked(prefix + ".idempotency-header", () -> gateway.withIdempotencyHeader(header));
  }

  private static Dialect dialect(String name, String property, @Nullable String configured) {
    String dialect = configured == null ? name : configured;
    return Dialect.named(dialect)
        .orElseThrow(
            () ->
                new InvalidPropertyException(
                    property,
                    (configured == null
                            ? "is missing, and the gateway's name is no dialect"
                            : "there is no dialect " + dialect)
                        + "; there are "
                        + Dialect.all()));
  }

  private static ApiKey key(String prefix, Dialect dialect, GatewayProperties settings) {
    String single = settings.apiKey();
    if (settings.accessKey() == null && settings.secretKey() == null) {
      String property = prefix + ".api-key";
      String key = required(property, single, "the key of the gateway");
      return checked(property, () -> ApiKey.of(key));
    }
    if (single != null) {
      throw new InvalidPropertyException(
          prefix + ".api-key", "a gateway has a key or a pair of keys, and this one has both");
    }
    String access = required(prefix + ".access-key", settings.accessKey(), "it is half of a pair");
    String secret = required(prefix + ".secret-key", settings.secretKey(), "it is half of a pair");
    if (!dialect.takesKeyPair()) {
      throw new InvalidPropertyException(
          prefix + ".access-key", "gateways of dialect " + dialect + " take an api-key, no pair");
    }
    checked(prefix + ".secret-key", () -> ApiKey.of(secret));
    return checked(prefix + ".access-key", () -> ApiKey.ofPair(access, secret));
  }
}
