package io.videotask.spring;

import io.videotask.tracker.Tracker;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures the health indicator {@code videotask} of the tracker. Boot 4 moved the interface to
 * another package, so there is one for each.
 */
@AutoConfiguration(after = TrackerAutoConfiguration.class)
@ConditionalOnClass(Tracker.class)
@ConditionalOnBean(Tracker.class)
@ConditionalOnProperty(name = "management.health.videotask.enabled", matchIfMissing = true)
public class TrackerHealthAutoConfiguration {
  /** Boot 3. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(org.springframework.boot.actuate.health.HealthIndicator.class)
  static class Boot3 {
    @Bean
    org.springframework.boot.actuate.health.HealthIndicator videotaskHealthIndicator(
        Tracker tracker) {
      return () -> {
        TrackerHealth health = TrackerHealth.of(tracker);
        var builder = new org.springframework.boot.actuate.health.Health.Builder();
        return (health.up() ? builder.up() : builder.down()).withDetails(health.details()).build();
      };
    }
  }

  /** Boot 4. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(org.springframework.boot.health.contributor.HealthIndicator.class)
  @ConditionalOnMissingClass("org.springframework.boot.actuate.health.HealthIndicator")
  static class Boot4 {
    @Bean
    org.springframework.boot.health.contributor.HealthIndicator videotaskHealthIndicator(
        Tracker tracker) {
      return () -> {
        TrackerHealth health = TrackerHealth.of(tracker);
        var builder = new org.springframework.boot.health.contributor.Health.Builder();
        return (health.up() ? builder.up() : builder.down()).withDetails(health.details()).build();
      };
    }
  }
}
