package io.videotask.spring;

import static io.videotask.spring.InvalidPropertyException.checked;
import static io.videotask.spring.InvalidPropertyException.required;

import io.videotask.callback.CallbackReceiver;
import io.videotask.callback.CallbackVendor;
import io.videotask.callback.CallbackVerifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/**
 * Configures the receiver of callbacks. What it did with a call is published as an application
 * event, a {@link io.videotask.callback.CallbackEvent}.
 */
@AutoConfiguration(after = VideoTaskAutoConfiguration.class)
@ConditionalOnProperty(name = "videotask.enabled", matchIfMissing = true)
public class CallbackAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnProperty("videotask.callbacks.public-url")
  CallbackReceiver videoTaskCallbacks(
      VideoTaskProperties properties, ApplicationEventPublisher publisher) {
    CallbackProperties callbacks = properties.callbacks();
    String prefix = CallbackProperties.PREFIX;
    String url = required(prefix + "public-url", callbacks.publicUrl(), "the endpoint's URL");
    String secret =
        required(prefix + "secret", callbacks.secret(), "without it, callbacks can be forged");
    String[] earlier = callbacks.earlierSecrets().toArray(new String[0]);
    checked(
        prefix + "public-url", () -> CallbackReceiver.builder(url, "a secret that is long enough"));
    checked(prefix + "secret", () -> CallbackReceiver.builder(url, secret));
    CallbackReceiver.Builder builder =
        checked(prefix + "earlier-secrets", () -> CallbackReceiver.builder(url, secret, earlier));
    checked(prefix + "max-body-bytes", () -> builder.maxBodyBytes(callbacks.maxBodyBytes()));
    callbacks
        .gateways()
        .forEach(
            (gateway, caller) -> builder.gateway(gateway, verifier(gateway, caller, properties)));
    return builder.listener(publisher::publishEvent).build();
  }

  private static CallbackVerifier verifier(
      String gateway, CallbackProperties.Caller caller, VideoTaskProperties properties) {
    String prefix = CallbackProperties.PREFIX + "gateways." + gateway;
    if (!properties.gateways().containsKey(gateway)) {
      throw new InvalidPropertyException(
          prefix, "there is no gateway of this name; there are " + properties.gateways().keySet());
    }
    CallbackVendor vendor = caller.vendor();
    if (vendor == null) {
      throw new InvalidPropertyException(prefix + ".vendor", "is missing: who calls");
    }
    if (vendor == CallbackVendor.FAL && !caller.userIds().isEmpty()) {
      return CallbackVerifier.fal(new FalKeys(), caller.userIds().toArray(new String[0]));
    }
    if (!caller.userIds().isEmpty()) {
      throw new InvalidPropertyException(prefix + ".user-ids", "only fal has them");
    }
    if (caller.secrets().isEmpty()) {
      return CallbackVerifier.unsigned(vendor);
    }
    return checked(
        prefix + ".secrets",
        () -> CallbackVerifier.of(vendor, caller.secrets().toArray(new String[0])));
  }
}
