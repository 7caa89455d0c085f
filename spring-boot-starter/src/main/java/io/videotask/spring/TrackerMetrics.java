package io.videotask.spring;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.videotask.tracker.TrackFilter;
import io.videotask.tracker.TrackedTask;
import io.videotask.tracker.Tracker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gauges of the tracker: of this node, and of the database, which is read at most every 10 s, and
 * only when a gauge is. A gauge is NaN while the database cannot be read.
 */
final class TrackerMetrics implements MeterBinder {
  /** The most rows that are counted. */
  private static final int MOST = 1000;

  /** Longer than a poll takes. */
  private static final Duration LATE = Duration.ofSeconds(10);

  private static final Duration FRESH = Duration.ofSeconds(10);
  private static final TrackFilter OUTSTANDING = upTo(TrackFilter.OUTSTANDING);
  private static final TrackFilter PARKED = upTo(TrackFilter.PARKED);

  private final Supplier<@Nullable Tracker> tracker;

  TrackerMetrics(Supplier<@Nullable Tracker> tracker) {
    this.tracker = tracker;
  }

  private static TrackFilter upTo(TrackFilter filter) {
    return new TrackFilter(
        filter.states(), filter.gateway(), filter.outcome(), filter.text(), MOST);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Tracker bound = tracker.get();
    if (bound == null) {
      return;
    }
    Gauge.builder("videotask.tracker.outstanding", bound, node -> node.status().outstanding())
        .description("tasks that this node polls or delivers")
        .register(registry);
    Gauge.builder("videotask.tracker.shards.owned", bound, node -> node.status().ownedShards())
        .description("shards that this node owns")
        .register(registry);
    Gauge.builder("videotask.tracker.nodes.live", bound, node -> node.status().liveNodes())
        .description("running nodes, with this one")
        .register(registry);
    Gauge.builder("videotask.tracker.late", bound, node -> node.late(LATE))
        .description("open tasks of this node that were due to be polled over 10 s ago")
        .register(registry);
    Gauge.builder("videotask.tracker.unreadable", bound, node -> node.status().unreadable())
        .description("rows of this node's shards that only a newer version understands")
        .register(registry);
    Gauge.builder("videotask.tracker.rate.share", bound, node -> node.status().rateShare())
        .description("this node's share of the rate limit, 0 to 1")
        .register(registry);
    Rows rows = new Rows(bound, registry.config().clock());
    TimeGauge.builder(
            "videotask.tracker.oldest", rows, TimeUnit.MILLISECONDS, Rows::oldestAgeMillis)
        .description("age of the oldest outstanding task of all nodes")
        .strongReference(true)
        .register(registry);
    Gauge.builder("videotask.tracker.parked", rows, Rows::parked)
        .description("ends that the handler has failed to handle too often, at most " + MOST)
        .strongReference(true)
        .register(registry);
    Gauge.builder("videotask.tracker.overdue", rows, Rows::overdue)
        .description("outstanding tasks past their deadline, of the oldest " + MOST)
        .strongReference(true)
        .register(registry);
  }

  /** What the database said last. */
  private static final class Rows {
    private final Tracker tracker;
    private final Clock clock;
    private long readAt;
    private boolean read;
    private double oldest;
    private double parked;
    private double overdue;

    Rows(Tracker tracker, Clock clock) {
      this.tracker = tracker;
      this.clock = clock;
    }

    synchronized double oldestAgeMillis() {
      refresh();
      return oldest;
    }

    synchronized double parked() {
      refresh();
      return parked;
    }

    synchronized double overdue() {
      refresh();
      return overdue;
    }

    private void refresh() {
      long now = clock.monotonicTime();
      if (read && now - readAt < FRESH.toNanos()) {
        return;
      }
      read = true;
      readAt = now;
      try {
        List<TrackedTask> outstanding = tracker.list(OUTSTANDING);
        Instant time = Instant.ofEpochMilli(clock.wallTime());
        oldest =
            outstanding.isEmpty()
                ? 0
                : Math.max(0, Duration.between(outstanding.get(0).created(), time).toMillis());
        overdue = outstanding.stream().filter(task -> task.deadline().isBefore(time)).count();
        parked = tracker.list(PARKED).size();
      } catch (RuntimeException e) {
        oldest = Double.NaN;
        overdue = Double.NaN;
        parked = Double.NaN;
      }
    }
  }
}
