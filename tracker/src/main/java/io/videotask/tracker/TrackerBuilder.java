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
  private @Nullable EndDownload download;
  private @Nullable EndHandler expiryHandler;
  private @Nullable ChangeHandler changeHandler;
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
   * at most 10 minutes. Default: 12, about 27 minutes. That the gateway could not be used for a
   * delivery is no failure of the handler: that is tried again every 10 minutes, without end.
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
   * or not at all. While its host or the gateway cannot be used, the delivery waits; a video that
   * cannot be stored is retried as the handler is.
   *
   * @param directory exists
   * @param options such as a limit of the size; with {@code overwrite}, as an end may be delivered
   *     twice
   */
  public TrackerBuilder downloadTo(Path directory, DownloadOptions options) {
    download = EndDownload.into(directory, videos, options);
    return this;
  }

  /**
   * Hands each video to the application before the handler is called, instead of storing it as a
   * file. See {@link #downloadTo(Path, DownloadOptions)} for what is retried; a video begins anew
   * each time.
   *
   * @param sink takes each video as a whole or not at all
   */
  public TrackerBuilder downloadTo(VideoSink sink, DownloadOptions options) {
    download = EndDownload.into(sink, videos, options);
    return this;
  }

  /**
   * Sets the handler that is called instead of {@link #handler} for a finished video that expired
   * before it was downloaded: its URL is no longer valid, and the gateway has no fresh one, or has
   * forgotten the task. It is called as the handler is, with the same key; its ends have no video.
   * Only where videos are downloaded by the tracker. Default: none; a video that expired counts as
   * a failure, until the end is parked, and one whose task is forgotten goes to the handler.
   */
  public TrackerBuilder expiryHandler(EndHandler newHandler) {
    expiryHandler = newHandler;
    return this;
  }

  /** Sets the handler of changes of tasks before their end. Default: none. */
  public TrackerBuilder changeHandler(ChangeHandler newHandler) {
    changeHandler = newHandler;
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
        new TrackerSettings(
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
            download,
            expiryHandler,
            changeHandler,
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
}
