package io.videotask.schedule;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of what a {@link LearningSchedule} has learned: how long tasks take, and when gateways
 * refresh them. Immutable.
 *
 * @param kinds one entry for each kind of task, and one for all tasks of each gateway
 * @param refreshes one entry for each gateway whose refreshes were observed
 */
public record LearnedDurations(List<OfKind> kinds, List<Refreshes> refreshes) {
  /** Copies of the lists are kept. */
  public LearnedDurations {
    kinds = List.copyOf(kinds);
    refreshes = List.copyOf(refreshes);
  }

  /** Durations without refreshes. */
  public LearnedDurations(List<OfKind> kinds) {
    this(kinds, List.of());
  }

  /**
   * The statistics of one kind.
   *
   * @param gateway the configured gateway's name
   * @param kind a model or an action; null for all tasks of the gateway
   * @param ended the number of observed ends, old ones discounted; 0 to 1e15
   * @param queueing the share of tasks whose first answer said queued, 0 to 1
   * @param bins the non-empty bins of the histogram of durations
   */
  public record OfKind(
      String gateway, @Nullable String kind, double ended, double queueing, List<Bin> bins) {
    /**
     * A copy of the list is kept.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public OfKind {
      require(isCount(ended), "ended", ended);
      require(queueing >= 0 && queueing <= 1, "queueing", queueing);
      bins = List.copyOf(bins);
    }

    /**
     * Returns these statistics and later ones together: these are discounted as by the ends of the
     * later ones. For statistics that several processes share.
     *
     * @param later of the same kind
     */
    public OfKind followedBy(OfKind later) {
      double discount = Math.pow(ExposureHistogram.DISCOUNT, later.ended());
      Map<Integer, Bin> sum = new TreeMap<>();
      for (Bin bin : this.bins) {
        sum.put(
            bin.number(), new Bin(bin.number(), discount * bin.ends(), discount * bin.seconds()));
      }
      for (Bin bin : later.bins()) {
        sum.merge(bin.number(), bin, Bin::plus);
      }
      double all = discount * this.ended + later.ended();
      double share = all > 0 ? later.ended() / all : 0;
      return new OfKind(
          gateway,
          kind,
          Math.min(all, MAX_COUNT),
          this.queueing + share * (later.queueing() - this.queueing),
          List.copyOf(sum.values()));
    }
  }

  /**
   * One bin of a logarithmic histogram: bin 0 holds durations below one second, and the upper edge
   * of each later bin is exp(0.04) times its lower edge.
   *
   * @param number 0 to 299
   * @param ends the number of tasks that ended in it, 0 to 1e15
   * @param seconds the time for which tasks were observed in it, 0 to 1e15
   */
  public record Bin(int number, double ends, double seconds) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when one is out of its range
     */
    public Bin {
      require(number >= 0 && number < LogBins.BINS, "number of a bin", number);
      require(isCount(ends), "ends", ends);
      require(isCount(seconds), "seconds", seconds);
    }

    private Bin plus(Bin other) {
      return new Bin(
          number,
          Math.min(ends + other.ends, MAX_COUNT),
          Math.min(seconds + other.seconds, MAX_COUNT));
    }
  }

  /**
   * The times at which refreshes of one gateway brought updates: a gateway that answers from its
   * own database refreshes its tasks from its vendor now and then.
   *
   * @param gateway the configured gateway's name
   * @param times whole seconds since 1970 by the gateway's clock, 0 to 1e12; ascending, each once,
   *     the newest 128 at most
   */
  public record Refreshes(String gateway, List<Long> times) {
    static final int MAX_TIMES = 128;
    static final long MAX_TIME = 1_000_000_000_000L;

    /**
     * A sorted copy of the list is kept, without duplicates and all but the newest 128.
     *
     * @throws IllegalArgumentException when a time is out of its range
     */
    public Refreshes {
      TreeSet<Long> sorted = new TreeSet<>(times);
      if (!sorted.isEmpty()) {
        require(sorted.first() >= 0, "time of a refresh", sorted.first());
        require(sorted.last() <= MAX_TIME, "time of a refresh", sorted.last());
      }
      times = sorted.stream().skip(Math.max(0, sorted.size() - MAX_TIMES)).toList();
    }
  }

  private static final double MAX_COUNT = 1e15;

  private static boolean isCount(double value) {
    return value >= 0 && value <= MAX_COUNT;
  }

  private static void require(boolean valid, String name, double value) {
    if (!valid) {
      throw new IllegalArgumentException(name + " can't be " + value);
    }
  }
}
