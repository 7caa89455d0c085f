package io.videotask.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Learns from the tasks it waits for when tasks end, and asks seldom while a task can hardly be
 * done and often when it is about to be. Keeps a history for each gateway and each kind of its
 * tasks; a kind that is new starts from what its gateway's tasks have in common. Nothing is written
 * anywhere: {@link #learnt} and {@link #recall} are there for applications that keep it.
 * Thread-safe; one instance serves any number of waits.
 */
public final class LearningSchedule implements Schedule {
  private static final double JITTER = 0.1;
  private static final int MOST_HISTORIES = 256;
  private static final int MOST_CLOCKS = 64;

  private static final HazardModel NOTHING_KNOWN = HazardModel.of(new LogNormal(120, 1));

  private final Aim aim;
  private final Map<Key, DurationModel> histories = mostLatelyUsed(MOST_HISTORIES);
  private final Map<String, RefreshPredictor> clocks = mostLatelyUsed(MOST_CLOCKS);

  LearningSchedule(Aim aim) {
    this.aim = aim;
  }

  /**
   * What the schedule is after.
   *
   * @param worth how many requests a second of delay is worth; 0 where the mean delay counts
   * @param meanDelay seconds; 0 where worth counts
   * @param shortest no gap is shorter, seconds
   * @param longest no gap between two looks is longer once there were two, seconds
   */
  record Aim(double worth, double meanDelay, double shortest, double longest) {
    static final Aim DEFAULT = new Aim(2, 0, 1, 60);
  }

  /**
   * The same, with a budget: asks so often that hearing of an end a second earlier is worth this
   * many requests. Four times as much halves the delay and doubles the requests. Starts without a
   * history.
   */
  public LearningSchedule secondOfDelayIsWorth(double requests) {
    if (!(requests > 0) || requests > 1e6) {
      throw new IllegalArgumentException("a second of delay must be worth more than no request");
    }
    return new LearningSchedule(new Aim(requests, 0, aim.shortest(), Double.POSITIVE_INFINITY));
  }

  /**
   * The same, asking as often as it takes to hear of an end this much later on average. Starts
   * without a history.
   */
  public LearningSchedule meanDelay(Duration delay) {
    double seconds = Seconds.duration(delay);
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("the mean delay must be positive");
    }
    return new LearningSchedule(
        new Aim(0, seconds, Math.min(aim.shortest(), seconds), Double.POSITIVE_INFINITY));
  }

  /** The same, with gaps down to this. Default: 1 s. Starts without a history. */
  public LearningSchedule shortestGap(Duration gap) {
    double seconds = Seconds.duration(gap);
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("the shortest gap must be positive");
    }
    return new LearningSchedule(
        new Aim(aim.worth(), aim.meanDelay(), seconds, Math.max(seconds, aim.longest())));
  }

  @Override
  public synchronized void learn(PollSample lesson) {
    HistoryKey kind = lesson.after().kind();
    RefreshPredictor clock = clock(kind);
    if (clock != null) {
      clock.learn(lesson);
    }
    if (!lesson.watched()) {
      return;
    }
    if (kind.kind() != null) {
      history(kind).learn(lesson, aim.meanDelay());
    }
    history(ofGateway(kind)).learn(lesson, aim.meanDelay());
  }

  @Override
  public synchronized Duration delay(ScheduleContext situation, RandomGenerator random) {
    TaskTimeline course = situation.task();
    double wanted = 1 - JITTER + 2 * JITTER * random.nextDouble();
    double gap = history(course.kind()).gap(course, aim.worth(), aim.meanDelay(), wanted);
    // A wait begins with a look, or, right after a submit, without one: neither says how long it
    // is.
    if (course.looks() > 1) {
      gap = Math.min(gap, aim.longest());
    }
    RefreshPredictor clock = clock(course.kind());
    if (clock != null) {
      gap = clock.align(gap, course.news(), situation.now(), (wanted - 1 + JITTER) / (2 * JITTER));
    }
    return Seconds.asDuration(Math.max(FinalPoll.inTime(gap, situation), aim.shortest()));
  }

  private @Nullable RefreshPredictor clock(HistoryKey kind) {
    Duration refresh = kind.refresh();
    return refresh == null
        ? null
        : clocks.computeIfAbsent(kind.gateway(), gateway -> new RefreshPredictor(refresh));
  }

  /**
   * What has been learnt so far of how long tasks take, to be kept over a restart; see {@code
   * LearntTimesJson}. What gateways' clocks and progress are worth is not in it: both are soon
   * learnt, and may be different after a restart.
   */
  public synchronized LearnedDurations learnt() {
    List<LearnedDurations.OfKind> kinds = new ArrayList<>();
    histories.forEach((key, history) -> kinds.add(history.learnt(key.gateway(), key.kind())));
    return new LearnedDurations(kinds);
  }

  /** Adds what was learnt elsewhere or earlier to what is known. */
  public synchronized void recall(LearnedDurations learnt) {
    // What a gateway's tasks have in common comes first: it is what its kinds start from.
    learnt.kinds().stream()
        .sorted(Comparator.comparing(each -> each.kind() != null))
        .forEach(each -> history(new Key(each.gateway(), each.kind())).recall(each));
  }

  /** Which tasks have a history of their own; kind is null for all of a gateway's. */
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
      created = new DurationModel(new HazardEstimator(() -> NOTHING_KNOWN, 2));
    } else {
      DurationModel all = history(new Key(key.gateway(), null));
      created = new DurationModel(new HazardEstimator(() -> all.work.outlook(), 2));
    }
    histories.put(key, created);
    return created;
  }

  /** A map that forgets what was used longest ago. */
  private static <K, V> Map<K, V> mostLatelyUsed(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
      }
    };
  }

  /** How many gateways' clocks are known; for tests. */
  synchronized int clocks() {
    return clocks.size();
  }

  private static HistoryKey ofGateway(HistoryKey kind) {
    return kind.kind() == null ? kind : new HistoryKey(kind.gateway(), null, kind.refresh());
  }
}
