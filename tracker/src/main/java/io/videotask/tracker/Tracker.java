package io.videotask.tracker;

import io.videotask.VideoTasks;
import io.videotask.error.VideoTaskException;
import io.videotask.schedule.LearningSchedule;
import io.videotask.task.LostSubmit;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import io.videotask.time.SystemTimeSource;
import io.videotask.time.TimeSource;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Tracks video tasks in a database until the application has handled their ends, over restarts and
 * on any number of nodes. Each node of an application has one, for the same database. Polls write
 * nothing; what is written is that a task is tracked, has ended, and was delivered. Thread-safe.
 *
 * <p>All methods but {@link #start} and {@link #close} work on a node that is not started, too: it
 * tracks nothing itself.
 */
public final class Tracker implements AutoCloseable {
  private final TrackerSettings settings;
  private final @Nullable SystemTimeSource ownTime;
  private final Database database;
  private final DatabaseClock clock;
  private final int shardCount;
  private final TaskRows rows;
  private final GatewayRows gateways;
  private final UnreadableRows unreadable;
  private final FencedWriter writer;
  private final Shards shards;
  private final SubmitDescriptions descriptions;
  private final Submits submits;
  private final Deliveries deliveries;
  private final RateShare rate;
  private final SharedHistory history;
  private final Node node;
  private final ShardScheduler scheduler;
  private final NodeTicker ticker;
  private boolean started;
  private boolean closed;

  Tracker(TrackerSettings settings, TimeSource time, @Nullable SystemTimeSource ownTime) {
    this.settings = settings;
    this.ownTime = ownTime;
    this.database = new Database(settings.source());
    this.shardCount = TrackerSchema.check(database, settings.shards());
    this.clock = new DatabaseClock(time);
    clock.measureIfOld(database);
    this.rows = new TaskRows(database);
    this.gateways = new GatewayRows(database);
    System.Logger log = settings.logger();
    VideoTasks videos = settings.videos();
    this.unreadable = new UnreadableRows(log);
    ShardRows shardRows = new ShardRows(database, unreadable);
    this.writer = new FencedWriter(shardRows, clock, time, log);
    Duration heartbeat = settings.heartbeat();
    this.rate = new RateShare(time, videos::rateLimitShare, shardCount, heartbeat);
    this.shards = new Shards(shardRows, rows, writer, clock, rate, log);
    this.descriptions = new SubmitDescriptions(videos, clock, time);
    Duration intentTimeout = settings.intentTimeout();
    this.submits = new Submits(videos, rows, clock, shards, descriptions, intentTimeout, time, log);
    EndPreparation preparation = new EndPreparation(videos, time, settings.download());
    this.deliveries = new Deliveries(preparation, rows, clock, time, log, settings, shards);
    ChangeHandler changeHandler = settings.changeHandler();
    Changes changes = changeHandler == null ? null : new Changes(changeHandler, rows, log);
    shards.start(new Waits(videos, clock, time, log, shards, changes), deliveries);
    LostIntents intents =
        new LostIntents(videos, descriptions, clock, intentTimeout.toMillis(), shards);
    LearningSchedule learning = videos.schedule() instanceof LearningSchedule each ? each : null;
    this.history = new SharedHistory(database, clock, time, learning, log);
    DatabaseGate gate = new DatabaseGate(settings.source());
    String name = settings.nodeName();
    this.node =
        new Node(
            database, clock, time, shards, intents, gate, rate, name, shardCount, heartbeat, log);
    this.scheduler =
        new ShardScheduler(database, gate, shards, node, name, shardCount, clock, heartbeat, log);
    this.ticker = new NodeTicker(this::tick, log);
  }

  /**
   * Returns a builder.
   *
   * @param source of PostgreSQL, MariaDB, MySQL or H2, with a pool of at least five connections
   * @param videos the client that polls; it is not closed by the tracker, and outlives it
   */
  public static TrackerBuilder builder(DataSource source, VideoTasks videos) {
    return new TrackerBuilder(source, videos);
  }

  /**
   * Begins to own shards, to poll and to deliver.
   *
   * @throws TrackingException when the database cannot be used
   * @throws IllegalStateException when it was started or closed before
   */
  public synchronized void start() {
    if (started || closed) {
      throw new IllegalStateException("a tracker is started once");
    }
    started = true;
    node.join();
    // Before the first wait, so that a new node need not learn anew.
    history.sync();
    writer.start();
    scheduler.start();
    ticker.start(settings.heartbeat());
  }

  private void tick() {
    node.tick();
    scheduler.balance();
    history.syncIfDue();
  }

  /** {@link #track(TaskRef, Map, Duration)} with the builder's deadline. */
  public String track(TaskRef ref, Map<String, String> attributes) {
    return track(ref, attributes, settings.deadline());
  }

  /**
   * Tracks a task that exists. A task that is tracked already is not tracked twice, and keeps its
   * attributes.
   *
   * @param attributes the application's own, such as the id of an order; they are stored as JSON
   * @param deadline from now; positive
   * @return the id of the tracking
   * @throws TrackingException when the database cannot be used; the call can be repeated
   */
  public String track(TaskRef ref, Map<String, String> attributes, Duration deadline) {
    Row row = row(TrackState.OPEN, ref, attributes, deadline);
    Row inserted = rows.insert(row, ref.gateway(), row.created());
    if (inserted != null) {
      shards.add(inserted);
      return row.id();
    }
    String known = rows.idOf(ref);
    if (known == null) {
      throw new TrackingException(ref + " was deleted while it was tracked again; repeat the call");
    }
    return known;
  }

  /** {@link #submit(VideoRequest, Map, Duration)} with the builder's deadline. */
  public Submitted submit(VideoRequest request, Map<String, String> attributes) {
    return submit(request, attributes, settings.deadline());
  }

  /**
   * Submits a request and tracks its task. The intent is written before the request is sent, and
   * the task's id after it: whatever dies in between, no paid task is lost without a trace, and
   * none is submitted twice. Where the outcome is unknown, or the submitter is gone before it knew
   * it, the tracker asks the gateway for the task, if it can be asked, for up to 20 minutes: a task
   * that is proven to be this submit's is tracked on; otherwise the handler gets {@link
   * TrackOutcome#NOT_CREATED} or {@link TrackOutcome#OUTCOME_UNKNOWN}.
   *
   * @param deadline of the task, from now; positive
   * @return the outcome. Where the database is away after the request was sent, this returns after
   *     some seconds, and the outcome is written once it is back, as long as this process lives and
   *     the tracker is not closed
   * @throws TrackingException when the intent could not be written; nothing was sent
   * @throws VideoTaskException when nothing was sent
   * @throws IllegalArgumentException when the request is not valid; nothing was sent
   */
  public Submitted submit(VideoRequest request, Map<String, String> attributes, Duration deadline) {
    return submits.submit(request, row(TrackState.INTENT, null, attributes, deadline));
  }

  /**
   * Returns what is needed to look for the task of a submit whose outcome is unknown: to be
   * resolved with what the application knows besides, by {@code VideoTasks.lostSubmits()}.
   *
   * @return null if the id is no tracking of such a submit, or it cannot be looked for
   * @throws TrackingException when the database cannot be used
   */
  public @Nullable LostSubmit lostSubmit(String id) {
    clock.measureIfOld(database);
    Row row = rows.byId(id);
    return row == null ? null : descriptions.of(row);
  }

  /**
   * Tracks the task of a submit whose outcome was unknown, once the application has found its id.
   *
   * @return false if the id is no tracking with an unknown outcome
   * @throws TrackingException when the database cannot be used, or the task is tracked already
   */
  public boolean resolve(String id, TaskRef ref) {
    try {
      boolean resolved = rows.accept(id, ref, now());
      submits.handOver(id);
      return resolved;
    } catch (SQLException e) {
      throw new TrackingException(ref + " could not be tracked: " + e.getMessage(), e);
    }
  }

  /**
   * Tracks a task on that has timed out, or was not found.
   *
   * @param deadline from now; positive
   * @return false if the id is no such tracking
   * @throws TrackingException when the database cannot be used
   */
  public boolean trackOn(String id, Duration deadline) {
    long now = now();
    boolean reopened = rows.reopen(id, now + Row.millis(deadline), now);
    submits.handOver(id);
    return reopened;
  }

  /**
   * Delivers an end again that is parked, or was delivered; with the same key.
   *
   * @return false if the id is no such tracking
   * @throws TrackingException when the database cannot be used
   */
  public boolean redeliver(String id) {
    boolean again = rows.redeliver(id, now());
    submits.handOver(id);
    return again;
  }

  /**
   * Stops polling a gateway's tasks on all nodes, within a heartbeat, until {@link #resume}. Ends
   * for which it would be asked again, or a video downloaded, are delivered after that; submits are
   * sent.
   *
   * @throws TrackingException when the database cannot be used
   */
  public void pause(String gateway) {
    gateways.pause(gateway, true);
  }

  /** Ends {@link #pause}. A task whose deadline has passed meanwhile is polled once more. */
  public void resume(String gateway) {
    gateways.pause(gateway, false);
  }

  /**
   * Returns the names of the gateways that are paused.
   *
   * @throws TrackingException when the database cannot be used
   */
  public Set<String> pausedGateways() {
    return gateways.paused();
  }

  /**
   * Returns a tracking; null if there is none with this id.
   *
   * @throws TrackingException when the database cannot be used, or the row is of a newer version of
   *     the library, which this one does not understand
   */
  public @Nullable TrackedTask get(String id) {
    Row row = rows.byId(id);
    return row == null ? null : row.task();
  }

  /**
   * Returns the tracking of a task; null if it is not tracked.
   *
   * @throws TrackingException when the database cannot be used
   */
  public @Nullable TrackedTask get(TaskRef ref) {
    Row row = rows.byRef(ref);
    return row == null ? null : row.task();
  }

  /**
   * Lists tracked tasks. For more than a thousand, pass the last one of a list to {@link
   * TrackFilter#after} until a list is empty: each row that is there all the time and fits is
   * listed once, also if others are inserted or deleted meanwhile. Rows that a newer version of the
   * library has written, and this one does not understand, are left out.
   *
   * @throws TrackingException when the database cannot be used
   */
  public List<TrackedTask> list(TrackFilter filter) {
    return rows.list(filter).stream().map(Row::task).toList();
  }

  /**
   * Deletes what was delivered or rejected before an instant; returns how many.
   *
   * @throws TrackingException when the database cannot be used
   */
  public int purge(Instant before) {
    return rows.purge(before.toEpochMilli());
  }

  /** Returns figures of this node, for monitoring. */
  public TrackerStatus status() {
    return new TrackerStatus(
        settings.nodeName(),
        node.liveNodes(),
        shardCount,
        shards.numbers().size(),
        shards.outstanding(),
        writer.writes(),
        writer.transactions(),
        rate.share(),
        unreadable.count(shards.numbers()));
  }

  /**
   * Returns how many open tasks of this node are late: they were due to be polled longer ago than
   * this, and no answer has come since. More than a few mean that the rate limit is too low for
   * this many tasks, or that a gateway does not answer. Looks at each open task: for monitoring,
   * every few seconds.
   *
   * @param by such as 10 s; not negative
   */
  public long late(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("the duration must not be negative");
    }
    return shards.late(by);
  }

  /**
   * Gives the shards back, lets handlers that run finish for a while, and writes what is left to
   * write. Another node takes over at once. Close it before the client and the data source.
   */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    // A tick that goes on would register the node again, or begin with rows.
    ticker.close();
    if (started) {
      scheduler.pause();
    }
    try (NodeTicker heartbeats = new NodeTicker(node::beat, settings.logger())) {
      if (started) {
        // Otherwise the others would take the shards over while handlers still run.
        heartbeats.start(settings.heartbeat());
      }
      deliveries.close();
      submits.close();
      if (started) {
        scheduler.close();
        writer.close();
        history.close();
      }
    }
    if (started) {
      node.leave();
    }
    if (ownTime != null) {
      ownTime.close();
    }
  }

  /** Returns the database's time, also on a node that does not tick, and so measures it itself. */
  private long now() {
    clock.measureIfOld(database);
    return clock.millis();
  }

  private Row row(
      TrackState state, @Nullable TaskRef ref, Map<String, String> attributes, Duration deadline) {
    String id = UUID.randomUUID().toString();
    long now = now();
    int shard = Math.floorMod(id.hashCode(), shardCount);
    return Row.begun(id, shard, state, ref, now, deadline, attributes);
  }
}
