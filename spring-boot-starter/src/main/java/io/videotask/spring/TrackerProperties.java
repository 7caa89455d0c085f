package io.videotask.spring;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of the tracker.
 *
 * @param enabled Whether to configure a tracker where there is a DataSource.
 * @param start Whether this node polls and delivers. If not, it only submits and lists.
 * @param createTables Whether to create the tables at the start, unless they exist.
 * @param nodeName The name of this node, which no other running node has. Default: a random one.
 * @param shards The number of shards, 1 to 1,024; fixed at the first start. Default: 64.
 * @param heartbeat The interval of heartbeats, at least 100 ms. Default: 2 s.
 * @param deadline How long a task is tracked, unless its call says otherwise. Default: 24 h.
 * @param intentTimeout The age from which a submit without an outcome counts as unknown. Default:
 *     10 m.
 * @param handlerThreads How many ends are handled at once. Default: 32.
 * @param handlerTimeout After how long a handler is interrupted. Default: 5 m.
 * @param maxAttempts After how many failures of the handler an end is parked. Default: 12.
 * @param closeTimeout How long the shutdown waits for handlers that run. Default: 10 s.
 * @param downloadTo A directory into which videos are downloaded before the handler is called.
 */
public record TrackerProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("true") boolean start,
    @DefaultValue("false") boolean createTables,
    @Nullable String nodeName,
    @Nullable Integer shards,
    @Nullable Duration heartbeat,
    @Nullable Duration deadline,
    @Nullable Duration intentTimeout,
    @Nullable Integer handlerThreads,
    @Nullable Duration handlerTimeout,
    @Nullable Integer maxAttempts,
    @Nullable Duration closeTimeout,
    @Nullable Path downloadTo) {
  static final String PREFIX = VideoTaskProperties.PREFIX + "tracker.";
}
