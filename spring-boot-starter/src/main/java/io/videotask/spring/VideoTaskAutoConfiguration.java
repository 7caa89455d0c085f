package io.videotask.spring;

import static io.videotask.spring.InvalidPropertyException.pass;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.videotask.VideoTasks;
import io.videotask.VideoTasksBuilder;
import io.videotask.callback.CallbackReceiver;
import io.videotask.gateway.Gateway;
import io.videotask.metrics.WaitMetrics;
import io.videotask.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;

/** Configures the client. */
@AutoConfiguration
@ConditionalOnProperty(name = "videotask.enabled", matchIfMissing = true)
@EnableConfigurationProperties(VideoTaskProperties.class)
public class VideoTaskAutoConfiguration {
  /** The configured client, unless the application has one. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnMissingBean(VideoTasks.class)
  static class ClientConfiguration {
    @Bean(destroyMethod = "close")
    VideoTasks videoTasks(
        VideoTaskProperties properties,
        ObjectProvider<Gateway> gateways,
        ObjectProvider<CallbackReceiver> callbacks,
        ObjectProvider<VideoTasksCustomizer> customizers,
        ObjectProvider<DataSource> dataSources) {
      // What is created before the client is destroyed after it, also if the start fails.
      dataSources.stream().forEach(source -> {});
      return KotlinVersionException.guard(
          () -> build(properties, gateways, callbacks, customizers));
    }

    private static VideoTasks build(
        VideoTaskProperties properties,
        ObjectProvider<Gateway> gateways,
        ObjectProvider<CallbackReceiver> callbacks,
        ObjectProvider<VideoTasksCustomizer> customizers) {
      VideoTasksBuilder builder = VideoTasks.builder();
      List<Gateway> all = new ArrayList<>(ConfiguredGateways.of(properties));
      gateways.orderedStream().forEach(all::add);
      if (all.isEmpty()) {
        throw new InvalidPropertyException(
            VideoTaskProperties.GATEWAYS,
            "there is none; set the base-url and api-key of one, or videotask.enabled=false");
      }
      all.forEach(gateway -> pass(VideoTaskProperties.GATEWAYS, gateway, builder::gateway));
      pass(
          "videotask.default-gateway",
          properties.defaultGateway(),
          name -> builder.defaultGateway(known(name, all)));
      pass("videotask.request-timeout", properties.requestTimeout(), builder::requestTimeout);
      pass(
          "videotask.max-requests-per-second",
          properties.maxRequestsPerSecond(),
          (Double limit) -> builder.maxRequestsPerSecond(limit));
      properties
          .gateways()
          .forEach(
              (name, gateway) ->
                  pass(
                      VideoTaskProperties.GATEWAYS + "." + name + ".max-requests-per-second",
                      gateway.maxRequestsPerSecond(),
                      limit -> builder.maxRequestsPerSecond(name, limit)));
      pass(
          "videotask.poll-interval",
          properties.pollInterval(),
          interval -> builder.schedule(Schedule.fixed(interval)));
      callbacks.ifUnique(builder::callbacks);
      customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
      return builder.build();
    }

    private static String known(String name, List<Gateway> gateways) {
      List<String> names = gateways.stream().map(Gateway::name).toList();
      if (!names.contains(name)) {
        throw new IllegalArgumentException("there is no gateway " + name + "; there are " + names);
      }
      return name;
    }

    @Bean
    @Lazy(false)
    ContextLifecycle videoTasksLifecycle(VideoTasks videos) {
      return ContextLifecycle.ofClient(videos::close);
    }
  }

  /** Metrics of waits. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterRegistry.class)
  static class MetricsConfiguration {
    @Bean
    @Order(-2)
    VideoTasksCustomizer videoTasksMetrics(ObjectProvider<MeterRegistry> registries) {
      return builder ->
          registries.ifUnique(registry -> builder.listener(new WaitMetrics(registry)));
    }
  }

  /** Observations of submits, waits and downloads. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ObservationRegistry.class)
  static class ObservationConfiguration {
    @Bean
    @Order(-1)
    VideoTasksCustomizer videoTasksObservations(ObjectProvider<ObservationRegistry> registries) {
      return builder ->
          registries.ifUnique(
              registry -> builder.operationListener(new ObservedOperations(registry)));
    }
  }

  /** Keeps keys and secrets out of actuator. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(SanitizingFunction.class)
  static class SanitizingConfiguration {
    @Bean
    SanitizingFunction videoTaskSecrets(ObjectProvider<VideoTaskProperties> properties) {
      return new SecretSanitizer(() -> properties.getObject().secrets());
    }
  }
}
