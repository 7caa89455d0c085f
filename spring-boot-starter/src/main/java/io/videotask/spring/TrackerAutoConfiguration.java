package io.videotask.spring;

import static io.videotask.spring.InvalidPropertyException.pass;

import io.micrometer.core.instrument.MeterRegistry;
import io.videotask.VideoTasks;
import io.videotask.download.DownloadOptions;
import io.videotask.tracker.EndHandler;
import io.videotask.tracker.Tracker;
import io.videotask.tracker.TrackerBuilder;
import io.videotask.tracker.TrackerSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Configures the tracker, where its module and a DataSource are there. */
@AutoConfiguration(
    after = VideoTaskAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration", // Boot 3
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration" // Boot 4
    })
@ConditionalOnClass(Tracker.class)
@ConditionalOnBean(VideoTasks.class)
@ConditionalOnProperty(name = "videotask.tracker.enabled", matchIfMissing = true)
public class TrackerAutoConfiguration {
  /** Also without a tracker: then it refuses to start with methods that would never be called. */
  @Bean
  EndMethods videoTaskEndMethods(
      ConfigurableListableBeanFactory beans, VideoTaskProperties properties) {
    return new EndMethods(beans, properties.tracker().start());
  }

  /** The configured tracker, unless the application has one. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnSingleCandidate(DataSource.class)
  @ConditionalOnMissingBean(Tracker.class)
  static class ConfiguredTracker {
    @Bean(destroyMethod = "close")
    @DependsOnDatabaseInitialization
    Tracker videoTaskTracker(
        DataSource source,
        VideoTasks videos,
        VideoTaskProperties properties,
        EndMethods methods,
        ObjectProvider<EndHandler> handlers,
        ObjectProvider<DeliveryMetrics> metrics,
        ObjectProvider<TrackerCustomizer> customizers) {
      TrackerProperties tracker = properties.tracker();
      if (tracker.createTables()) {
        TrackerSchema.create(source);
      }
      EndHandler own =
          handlers.stream().filter(handler -> handler != methods).findFirst().orElse(methods);
      DeliveryMetrics measured = metrics.getIfAvailable();
      TrackerBuilder builder =
          Tracker.builder(source, videos).handler(measured == null ? own : measured.around(own));
      apply(tracker, builder);
      customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
      return builder.build();
    }

    private static void apply(TrackerProperties tracker, TrackerBuilder builder) {
      String prefix = TrackerProperties.PREFIX;
      pass(prefix + "node-name", tracker.nodeName(), builder::nodeName);
      pass(prefix + "shards", tracker.shards(), builder::shards);
      pass(prefix + "heartbeat", tracker.heartbeat(), builder::heartbeat);
      pass(prefix + "deadline", tracker.deadline(), builder::deadline);
      pass(prefix + "intent-timeout", tracker.intentTimeout(), builder::intentTimeout);
      pass(prefix + "handler-threads", tracker.handlerThreads(), builder::handlerThreads);
      pass(prefix + "handler-timeout", tracker.handlerTimeout(), builder::handlerTimeout);
      pass(prefix + "max-attempts", tracker.maxAttempts(), builder::maxAttempts);
      pass(prefix + "close-timeout", tracker.closeTimeout(), builder::closeTimeout);
      pass(
          prefix + "download-to",
          tracker.downloadTo(),
          folder ->
              builder.downloadTo(
                  directory(folder), DownloadOptions.builder().overwrite(true).build()));
    }

    private static Path directory(Path folder) {
      if (!Files.isDirectory(folder)) {
        throw new IllegalArgumentException("there is no directory " + folder);
      }
      return folder;
    }

    @Bean
    @Lazy(false)
    ContextLifecycle videoTaskTrackerLifecycle(Tracker tracker, VideoTaskProperties properties) {
      Runnable start = properties.tracker().start() ? tracker::start : () -> {};
      return ContextLifecycle.ofTracker(start, tracker::close);
    }
  }

  /** Metrics of the tracker and of its deliveries. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterRegistry.class)
  static class MetricsConfiguration {
    @Bean
    DeliveryMetrics videoTaskDeliveryMetrics(ObjectProvider<MeterRegistry> registries) {
      return new DeliveryMetrics(registries::getIfUnique);
    }

    @Bean
    @ConditionalOnBean(DataSource.class)
    TrackerMetrics videoTaskTrackerMetrics(ObjectProvider<Tracker> trackers) {
      return new TrackerMetrics(trackers::getIfUnique);
    }
  }
}
