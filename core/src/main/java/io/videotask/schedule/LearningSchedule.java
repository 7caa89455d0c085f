package io.videotask.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Learns when tasks end from the waits that use it, and polls seldom while a task can hardly be
 * done and often when it is about to be. Keeps a history for each gateway and each kind of its
 * tasks; a new kind starts from the history of its gateway. Nothing is persisted: applications can
 * store {@link #snapshot} and load it again with {@link #restore}. Thread-safe; one instance serves
 * any number of waits.
 */
public final class LearningSchedule implements Schedule, NonBlockingSchedule {
  private static final double JITTER = 0.1;
  private static final int MAX_HISTORIES = 256;
  private static final int MAX_GATEWAYS = 64;

  /** Longer intervals than this many times the normal one gain nothing by being aligned. */
  private static final double MAX_ALIGNED_STRETCH = 3;

  private static final HazardModel DEFAULT_PRIOR = HazardModel.of(new LogNormal(120, 1));

  private final Aim aim;
  private final Map<Key, DurationModel> histories = lruMap(MAX_HISTORIES);
  private final Map<String, GatewayRefreshes> refreshes = lruMap(MAX_GATEWAYS);

  LearningSchedule(Aim aim) {
    this.aim = aim;
  }

  /**
   * The trade-off between requests and delay.
   *
   * @param delayCost the cost of one second of delay, in requests; 0 where a mean delay is wanted
   * @param meanDelay the wanted mean delay, seconds; 0 where delayCost is used
   * @param shortest the minimum interval, seconds
   * @param longest the maximum interval from the second poll on, seconds
   */
  record Aim(double delayCost, double meanDelay, double shortest, double longest) {
    static final Aim DEFAULT = new Aim(2, 0, 1, 60);
  }

  /**
   * Returns a schedule with another trade-off and no history: a delay of one second in detecting an
   * end costs as much as this many requests. Four times the value halves the delay and doubles the
   * requests. The maximum interval of 60 s does not apply to it.
   *
   * @param requests more than 0, at most 1,000,000
   * @throws IllegalArgumentException when the value is out of range
   */
  public LearningSchedule delayCost(double requests) {
    if (!(requests > 0) || requests > 1e6) {
      throw new IllegalArgumentException(
          "the cost of a second of delay must be more than no request and at most 1,000,000");
    }
    return new LearningSchedule(new Aim(requests, 0, aim.shortest(), Double.POSITIVE_INFINITY));
  }

  /**
   * Returns a schedule without history that polls as often as a mean detection delay requires.
   *
   * @param delay positive
   * @throws IllegalArgumentException when the delay is not positive
   */
  public LearningSchedule meanDelay(Duration delay) {
    double seconds = Seconds.duration(delay);
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("the mean delay must be positive");
    }
    return new LearningSchedule(
        new Aim(0, seconds, Math.min(aim.shortest(), seconds), Double.POSITIVE_INFINITY));
  }

  /**
   * Returns a schedule without history and with another minimum interval. Default: 1 s.
   *
   * @param interval positive
   * @throws IllegalArgumentException when the interval is not positive
   */
  public LearningSchedule minInterval(Duration interval) {
    double seconds = Seconds.duration(interval);
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("the minimum interval must be positive");
    }
    return new LearningSchedule(
        new Aim(aim.delayCost(), aim.meanDelay(), seconds, Math.max(seconds, aim.longest())));
  }

  @Override
  public synchronized void learn(PollSample sample) {
    HistoryKey kind = sample.after().kind();
    RefreshPredictor predictor = predictor(kind);
    if (predictor != null) {
      predictor.learn(sample);
    }
    if (!sample.watched()) {
      return;
    }
    if (kind.kind() != null) {
      history(kind).learn(sample, aim.meanDelay());
    }
    history(ofGateway(kind)).learn(sample, aim.meanDelay());
  }

  @Override
  public synchronized Duration delay(ScheduleContext context, RandomGenerator random) {
    TaskTimeline timeline = context.task();
    double target = 1 - JITTER + 2 * JITTER * random.nextDouble();
    double missRate = context.missRate();
    double stretch = CallbackHealth.stretch(missRate);
    double spread = missRate < 1 ? CallbackHealth.spread(missRate, random.nextDouble()) : 1;
    double gap =
        history(timeline.kind())
            .gap(
                timeline,
                aim.delayCost() / context.requestShare(),
                aim.meanDelay(),
                missRate,
                target * spread);
    // The first poll of a wait is sent at once, or, right after a submit, only after this interval;
    // neither tells how long the task takes.
    if (timeline.answers() > 1) {
      gap = Math.min(gap, aim.longest() * stretch);
    }
    if (missRate < 1) {
      gap = Math.min(gap, CallbackHealth.LONGEST_INTERVAL);
    }
    RefreshPredictor predictor = predictor(timeline.kind());
    if (predictor != null && stretch < MAX_ALIGNED_STRETCH) {
      gap =
          predictor.align(
              gap, timeline.lastUpdate(), context.now(), (target - 1 + JITTER) / (2 * JITTER));
    }
    return Seconds.asDuration(Math.max(FinalPoll.withinDeadline(gap, context), aim.shortest()));
  }

  /** Returns the delay until just after the gateway's next refresh, if that can be predicted. */
  @Override
  public synchronized Duration delayAfterCallback(ScheduleContext context, RandomGenerator random) {
    TaskTimeline timeline = context.task();
    RefreshPredictor predictor = predictor(timeline.kind());
    if (predictor == null || !predictor.isTrusted()) {
      return Duration.ZERO;
    }
    double delay =
        predictor.align(aim.shortest(), timeline.lastUpdate(), context.now(), random.nextDouble());
    return Seconds.asDuration(Math.max(0, FinalPoll.withinDeadline(delay, context)));
  }

  private @Nullable RefreshPredictor predictor(HistoryKey kind) {
    Duration refresh = kind.refresh();
    return refresh == null ? null : refreshesOf(kind.gateway()).predictor(refresh);
  }

  private GatewayRefreshes refreshesOf(String gateway) {
    return refreshes.computeIfAbsent(gateway, any -> new GatewayRefreshes());
  }

  /**
   * Returns a snapshot of the learned durations and of the times at which gateways refreshed their
   * tasks, to be kept over a restart; see {@code LearnedDurationsJson}. It does not include how
   * reliable progress is, which is learned from a few tasks, and how far the clocks of gateways
   * differ from this machine's, which the first answer tells.
   */
  public synchronized LearnedDurations snapshot() {
    List<LearnedDurations.OfKind> kinds = new ArrayList<>();
    histories.forEach((key, history) -> kinds.add(history.snapshot(key.gateway(), key.kind())));
    return new LearnedDurations(kinds, refreshes(GatewayRefreshes::times));
  }

  /** Returns an entry for each gateway for which the function returns times. */
  private List<LearnedDurations.Refreshes> refreshes(
      Function<GatewayRefreshes, @Nullable List<Long>> select) {
    List<LearnedDurations.Refreshes> selected = new ArrayList<>();
    refreshes.forEach(
        (gateway, each) -> {
          List<Long> times = select.apply(each);
          if (times != null && !times.isEmpty()) {
            selected.add(new LearnedDurations.Refreshes(gateway, times));
          }
        });
    return selected;
  }

  /**
   * Adds a snapshot to what is known: its counts to the histories, and the times of refreshes that
   * are not known yet. A time does not count twice.
   */
  public synchronized void restore(LearnedDurations snapshot) {
    // The history of a gateway comes first: new kinds start from it.
    snapshot.kinds().stream()
        .sorted(Comparator.comparing(each -> each.kind() != null))
        .forEach(each -> history(new Key(each.gateway(), each.kind())).restore(each));
    snapshot.refreshes().forEach(each -> refreshesOf(each.gateway()).restore(each.times()));
  }

  /**
   * Returns what this schedule has learned and has not shared yet, of each kind of which a task has
   * ended since: to be added to what other processes have learned ({@link
   * LearnedDurations.OfKind#followedBy}), and given to {@link #replaceWith} then. Returned again
   * until that. At the first call that is everything.
   *
   * <p>For each gateway of which a refresh cycle was observed that is not shared yet, all times of
   * refreshes are returned, those of other processes included: they replace what was shared.
   */
  public synchronized LearnedDurations unshared() {
    List<LearnedDurations.OfKind> kinds = new ArrayList<>();
    histories.forEach(
        (key, history) -> {
          LearnedDurations.OfKind learned = history.unshared(key.gateway(), key.kind());
          if (learned != null) {
            kinds.add(learned);
          }
        });
    return new LearnedDurations(kinds, refreshes(GatewayRefreshes::unshared));
  }

  /**
   * Replaces what is known of these kinds by what several processes have learned together; what was
   * learned since {@link #unshared} is added to it. Kinds that are not given keep what they have.
   * The times of refreshes are added to those that are known, whether they have what {@link
   * #unshared} has returned or not.
   *
   * @param all with what {@link #unshared} has returned for these kinds
   */
  public synchronized void replaceWith(LearnedDurations all) {
    all.kinds().stream()
        .sorted(Comparator.comparing(each -> each.kind() != null))
        .forEach(each -> history(new Key(each.gateway(), each.kind())).replaceWith(each));
    all.refreshes().forEach(each -> refreshesOf(each.gateway()).replaceWith(each.times()));
  }

  /** The key of a history; kind is null for all tasks of a gateway. */
  private record Key(String gateway, @Nullable String kind) {}

  private DurationModel history(HistoryKey kind) {
    return history(new Key(kind.gateway(), kind.kind()));
  }

  private DurationModel history(Key key) {
    DurationModel known = histories.get(key);
    if (known != null) {
      return known;
    }
    DurationModel created;
    if (key.kind() == null) {
      created = new DurationModel(new HazardEstimator(() -> DEFAULT_PRIOR, 2));
    } else {
      DurationModel all = history(new Key(key.gateway(), null));
      created = new DurationModel(new HazardEstimator(() -> all.work.model(), 2));
    }
    histories.put(key, created);
    return created;
  }

  /** Returns a map that evicts the least recently used entry. */
  private static <K, V> Map<K, V> lruMap(int capacity) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > capacity;
      }
    };
  }

  /** Returns the number of gateways whose refreshes are observed; for tests. */
  synchronized int refreshingGateways() {
    return refreshes.size();
  }

  private static HistoryKey ofGateway(HistoryKey kind) {
    return kind.kind() == null ? kind : new HistoryKey(kind.gateway(), null, kind.refresh());
  }
}
