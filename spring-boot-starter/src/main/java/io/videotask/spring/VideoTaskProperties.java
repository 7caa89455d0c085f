package io.videotask.spring;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code videotask.*}. What is null has the default of the builder that it is for.
 *
 * @param enabled Whether to configure a client, and a tracker where there is a DataSource.
 * @param gateways The gateways, by name. A name has a-z, 0-9 and '-'.
 * @param defaultGateway The gateway of requests that name none. Default: the only gateway.
 * @param requestTimeout How long one request to a gateway may take. Default: 30 s.
 * @param maxRequestsPerSecond The rate limit of submits and queries, of all gateways without one of
 *     their own. Default: no limit.
 * @param pollInterval A fixed interval between polls. Default: intervals are learned from tasks.
 * @param tracker The tracker.
 * @param callbacks Callbacks of gateways and vendors.
 */
@ConfigurationProperties("videotask")
public record VideoTaskProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue Map<String, GatewayProperties> gateways,
    @Nullable String defaultGateway,
    @Nullable Duration requestTimeout,
    @Nullable Double maxRequestsPerSecond,
    @Nullable Duration pollInterval,
    @NestedConfigurationProperty @DefaultValue TrackerProperties tracker,
    @NestedConfigurationProperty @DefaultValue CallbackProperties callbacks) {
  static final String PREFIX = "videotask.";
  static final String GATEWAYS = PREFIX + "gateways";

  /** Copies the gateways. */
  public VideoTaskProperties {
    gateways = Collections.unmodifiableMap(new LinkedHashMap<>(gateways));
  }

  /** Returns the values that must not be shown anywhere. */
  Set<String> secrets() {
    Set<String> secrets = new HashSet<>(callbacks.secretValues());
    for (GatewayProperties gateway : gateways.values()) {
      add(secrets, gateway.apiKey());
      add(secrets, gateway.accessKey());
      add(secrets, gateway.secretKey());
    }
    return secrets;
  }

  static void add(Set<String> secrets, @Nullable String secret) {
    if (secret != null && !secret.isBlank()) {
      secrets.add(secret);
    }
  }

  @Override
  public String toString() {
    return "VideoTaskProperties" + gateways.keySet();
  }
}
