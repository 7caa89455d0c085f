package io.videotask.tracker;

import io.videotask.VideoTasks;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What a {@link TrackerBuilder} was given; see its methods. */
record TrackerSettings(
    DataSource source,
    VideoTasks videos,
    EndHandler handler,
    String nodeName,
    int shards,
    Duration heartbeat,
    Duration deadline,
    Duration intentTimeout,
    int handlerThreads,
    Duration handlerTimeout,
    int maxAttempts,
    Duration closeTimeout,
    @Nullable EndDownload download,
    @Nullable EndHandler expiryHandler,
    @Nullable ChangeHandler changeHandler,
    System.Logger logger) {}
