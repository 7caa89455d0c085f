package io.videotask.spring;

import io.videotask.callback.CallbackVendor;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of callbacks.
 *
 * @param publicUrl The https URL of the endpoint as vendors reach it. Without it there are no
 *     callbacks.
 * @param secret With which URLs are made that can't be guessed: at least 16 characters, the same on
 *     all nodes.
 * @param earlierSecrets Secrets that were used before, and are still accepted.
 * @param path The path of the endpoint in this application. Default: that of the public URL.
 * @param maxBodyBytes The maximum length of a callback's body. Default: 65,536.
 * @param gateways Who calls for the tasks of a gateway, by its name. Default: any vendor, without a
 *     signature.
 */
public record CallbackProperties(
    @Nullable String publicUrl,
    @Nullable String secret,
    @DefaultValue List<String> earlierSecrets,
    @Nullable String path,
    @DefaultValue("65536") int maxBodyBytes,
    @DefaultValue Map<String, Caller> gateways) {
  static final String PREFIX = VideoTaskProperties.PREFIX + "callbacks.";

  /**
   * Who calls for the tasks of a gateway.
   *
   * @param vendor The vendor.
   * @param secrets What it signs with; several while a secret changes. Without one its signature is
   *     not checked.
   * @param userIds The account's user ids, for fal, which signs with public keys.
   */
  public record Caller(
      @Nullable CallbackVendor vendor,
      @DefaultValue List<String> secrets,
      @DefaultValue List<String> userIds) {
    /** Copies the lists. */
    public Caller {
      secrets = List.copyOf(secrets);
      userIds = List.copyOf(userIds);
    }

    @Override
    public String toString() {
      return "Caller[" + vendor + "]";
    }
  }

  /** Copies the gateways and secrets. */
  public CallbackProperties {
    earlierSecrets = List.copyOf(earlierSecrets);
    gateways = Collections.unmodifiableMap(new LinkedHashMap<>(gateways));
  }

  Set<String> secretValues() {
    Set<String> secrets = new HashSet<>();
    VideoTaskProperties.add(secrets, secret);
    earlierSecrets.forEach(earlier -> VideoTaskProperties.add(secrets, earlier));
    gateways
        .values()
        .forEach(caller -> caller.secrets().forEach(one -> VideoTaskProperties.add(secrets, one)));
    return secrets;
  }

  @Override
  public String toString() {
    return "CallbackProperties" + gateways.keySet();
  }
}
