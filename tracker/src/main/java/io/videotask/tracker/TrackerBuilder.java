package io.videotask.tracker;

import io.videotask.VideoTasks;
import io.videotask.download.DownloadOptions;
import io.videotask.time.SystemTimeSource;
import io.videotask.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Configures a {@link Tracker}. Not thread-safe. */
public final class TrackerBuilder {
  private final DataSource source;
  private final VideoTasks videos;
  private @Nullable EndHandler handler;
  private String nodeName = "node-" + UUID.randomUUID();
  private int shards = 64;
  private Duration heartbeat = Duration.ofSeconds(2);
  private Duration deadline = Duration.ofHours(24);
  private Duration intentTimeout = Duration.ofMinutes(10);
  private int handlerThreads = 32;
  private Duration handlerTimeout = Duration.ofMinutes(5);
  private int maxAttempts = 12;
  private Duration closeTimeout = Duration.ofSeconds(10);
  private @Nullable Path downloadTo;
  private DownloadOptions downloadOptions = DownloadOptions.DEFAULT;
  private System.Logger logger = System.getLogger("io.videotask.tracker");
  private @Nullable TimeSource time;

  TrackerBuilder(DataSource source, VideoTasks videos) {
    this.source = source;
    this.videos = videos;
  }

  /** Sets the handler of ends. Required. */
  public TrackerBuilder handler(EndHandler newHandler) {
    handler = newHandler;
    return this;
  }

  /**
   * Sets the name of this node, which no other running node may have. Default: a random one.
   *
   * @param name 1 to 200 characters
   */
  public TrackerBuilder nodeName(String name) {
    if (name.isBlank() || name.length() > 200) {
      throw new IllegalArgumentException("a node's name has 1 to 200 characters");
    }
    nodeName = name;
    return this;
  }

  /**
   * Sets the number of shards, which nodes share out among each other: several times the number of
   * nodes. Fixed at the first start with a database, and read from there afterwards. Default: 64.
   *
   * @param number 1 to 1,024
   */
  public TrackerBuilder shards(int number) {
    if (number < 1 || number > 1024) {
      throw new IllegalArgumentException("there are 1 to 1,024 shards");
    }
    shards = number;
    return this;
  }

  /**
   * Sets the interval of heartbeats. A node that misses four is replaced, at most seven intervals
   * after its death. Default: 2 s.
   *
   * @param interval at least 100 ms
   */
  public TrackerBuilder heartbeat(Duration interval) {
    if (interval.compareTo(Duration.ofMillis(100)) < 0) {
      throw new IllegalArgumentException("the interval of heartbeats is at least 100 ms");
    }
    heartbeat = interval;
    return this;
  }

  /**
   * Sets how long a task is tracked unless its call says otherwise. Default: 24 hours.
   *
   * @param newDeadline positive
   */
  public TrackerBuilder deadline(Duration newDeadline) {
    deadline = positive(newDeadline);
    return this;
  }

  /**
   * Sets the age from which an intent without an id counts as an unknown outcome. It should be
   * longer than any submit takes. Default: 10 minutes.
   *
   * @param age positive
   */
  public TrackerBuilder intentTimeout(Duration age) {
    intentTimeout = positive(age);
    return this;
  }

  /**
   * Sets how many ends are handled at once. Default: 32.
   *
   * @param threads at least 1
   */
  public TrackerBuilder handlerThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("at least one thread handles ends");
    }
    handlerThreads = threads;
    return this;
  }

  /**
   * Sets after how long a handler is interrupted, including the download. Default: 5 minutes.
   *
   * @param timeout positive
   */
  public TrackerBuilder handlerTimeout(Duration timeout) {
    handlerTimeout = positive(timeout);
    return this;
  }

  /**
   * Sets after how many failures of the handler an end is parked. Between them are 1 s, 2 s, 4 s, …
   * at most 10 minutes. Default: 12, about 50 minutes.
   *
   * @param attempts at least 1
   */
  public TrackerBuilder maxAttempts(int attempts) {
    if (attempts < 1) {
      throw new IllegalArgumentException("there is at least one attempt");
    }
    maxAttempts = attempts;
    return this;
  }

  /** Sets how long {@link Tracker#close} waits for handlers that run. Default: 10 s. */
  public TrackerBuilder closeTimeout(Duration timeout) {
    closeTimeout = positive(timeout);
    return this;
  }

  /**
   * Downloads each video into a directory before the handler is called. A video is there as a whole
   * or not at all; a failed download is retried as the handler is.
   *
   * @param directory exists
   * @param options such as a limit of the size; with {@code overwrite}, as an end may be delivered
   *     twice
   */
  public TrackerBuilder downloadTo(Path directory, DownloadOptions options) {
    downloadTo = directory;
    downloadOptions = options;
    return this;
  }

  /** Sets the logger. Default: {@code System.getLogger("io.videotask.tracker")}. */
  public TrackerBuilder logger(System.Logger newLogger) {
    logger = newLogger;
    return this;
  }

  /** Sets the clock and the timer. Default: the system's. */
  public TrackerBuilder time(TimeSource newTime) {
    time = newTime;
    return this;
  }

  /**
   * Checks the tables, and returns a tracker that is not started.
   *
   * @throws TrackingException when the database cannot be used, or has not the tracker's tables
   * @throws NullPointerException when there is no handler
   */
  public Tracker build() {
    EndHandler given = Objects.requireNonNull(handler, "a handler");
    SystemTimeSource own = time == null ? new SystemTimeSource() : null;
    return new Tracker(
        new Settings(
            source,
            videos,
            given,
            nodeName,
            shards,
            heartbeat,
            deadline,
            intentTimeout,
            handlerThreads,
            handlerTimeout,
            maxAttempts,
            closeTimeout,
            downloadTo,
            downloadOptions,
            logger),
        time == null ? Objects.requireNonNull(own) : time,
        own);
  }

  private static Duration positive(Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException("the duration must be positive");
    }
    return duration;
  }

  record Settings(
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
      @Nullable Path downloadTo,
      DownloadOptions downloadOptions,
      System.Logger logger) {}
}
