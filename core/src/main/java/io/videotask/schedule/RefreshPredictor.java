package io.videotask.schedule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Predicts when a gateway refreshes its tasks from its vendor. A gateway that answers from its own
 * database changes its answers only then, mostly at a steady period, and its answers carry the
 * times of the refreshes that brought updates. These times, over all tasks of the gateway, predict
 * the next refresh. Polling just after it gets fresher answers with fewer requests than a schedule
 * that assumes that ends are visible at once. Used only while its recent predictions were accurate.
 * Not thread-safe.
 *
 * <p>Refresh times are whole seconds of the gateway's clock. The cycles are a function of these
 * times in ascending order, wherever they were observed; the offset of the gateway's clock, and how
 * late in their cycles tasks are refreshed, are learned from the answers to this process only.
 */
final class RefreshPredictor {
  /** The share of cycles that must have been predicted; 30 % are by chance. */
  private static final double TRUSTED_HIT_RATE = 0.68;

  /**
   * A poll is sent this many seconds after the refresh, and up to twice as many, which spreads the
   * polls of several tasks.
   */
  private static final double MARGIN = 0.3;

  /** A poll that comes before the refresh waits for one of the next two, in periods. */
  private static final double MISS_COST = 1.5;

  /** A slot nearer than this to the one just polled does not count as the next, in periods. */
  private static final double SAME_SLOT = 0.07;

  private static final int LOOKAHEAD_SLOTS = 16;

  /** Slots without an observation after which the phase is unknown. */
  private static final int STALE_SLOTS = 40;

  /**
   * A gateway reports no update before it happens, but the clocks of its servers differ a little,
   * seconds.
   */
  private static final long MAX_AHEAD = 60;

  private final double nominal;
  private final RefreshTimes times;
  private RefreshCycles cycles;
  private final OffsetEstimator newTaskOffsets;
  private final OffsetEstimator knownTaskOffsets;
  private double offset = Double.NaN;

  /**
   * @param nominal the nominal period for gateways of this dialect
   * @param times known already; later ones are added to it
   */
  RefreshPredictor(Duration nominal, RefreshTimes times) {
    this.nominal = Seconds.duration(nominal);
    this.times = times;
    this.newTaskOffsets = new OffsetEstimator(MISS_COST * this.nominal);
    this.knownTaskOffsets = new OffsetEstimator(MISS_COST * this.nominal);
    this.cycles = cyclesOf(times);
  }

  /** Learns the cycles anew from all times: some were added elsewhere, or removed. */
  void replay() {
    cycles = cyclesOf(times);
  }

  private RefreshCycles cyclesOf(RefreshTimes observed) {
    RefreshCycles learned = new RefreshCycles(nominal);
    for (int i = 0; i < observed.size(); i++) {
      learned.add(middle(observed.at(i)));
    }
    return learned;
  }

  void learn(PollSample sample) {
    Instant gatewayTime = sample.hints().gatewayTime();
    long latestPossible = Long.MAX_VALUE;
    if (gatewayTime != null) {
      setOffset(seconds(sample.now()) - seconds(gatewayTime));
      latestPossible = gatewayTime.getEpochSecond() + MAX_AHEAD;
      if (times.removeAfter(latestPossible)) {
        replay();
      }
    }
    Instant before = sample.before().lastUpdate();
    Instant latest = sample.after().lastUpdate();
    if (latest != null && !latest.equals(before) && !cycles.isEmpty()) {
      learnOffset(sample, before, latest);
    }
    for (Instant time : sample.hints().updates()) {
      if (time.getEpochSecond() <= latestPossible) {
        learn(time.getEpochSecond());
      }
    }
  }

  private void learn(long time) {
    boolean late = !times.isEmpty() && time < times.newest() - RefreshCycles.MAX_LENGTH;
    // Answers repeat earlier update times.
    if (!times.add(time)) {
      return;
    }
    if (late) {
      // The newest times decide which phase the gateway has, not those that are reported last.
      replay();
    } else {
      cycles.add(middle(time));
    }
  }

  private void learnOffset(PollSample sample, @Nullable Instant before, Instant latest) {
    double polled = seconds(sample.now()) - offset;
    double polledBefore = polled - sample.after().age() + sample.before().age();
    // The update came between two polls, which narrows it down further than whole seconds do.
    double second = latest.getEpochSecond();
    double from = Math.max(second, polledBefore);
    double to = Math.min(second + 1, polled);
    double time = from < to ? (from + to) / 2 : middle(latest.getEpochSecond());
    double offsetInCycle = offsetInCycle(before);
    double late =
        time - cycles.due(cycles.slotOf(time)) - (Double.isNaN(offsetInCycle) ? 0 : offsetInCycle);
    if (Math.abs(late) < RefreshCycles.MAX_LENGTH) {
      (Double.isNaN(offsetInCycle) ? newTaskOffsets : knownTaskOffsets).add(late);
    }
  }

  /** Returns whether recent predictions were accurate. */
  boolean isTrusted() {
    return cycles.hitRate() > TRUSTED_HIT_RATE && !Double.isNaN(offset);
  }

  /**
   * Aligns a poll with the time just after the refresh that is due about then.
   *
   * @param gap the interval that the schedule chose, seconds
   * @param lastUpdate when the gateway last had an update of the task, by its clock; null where
   *     unknown
   * @param jitter from 0 to 1
   * @return the aligned interval, seconds; {@code gap} where there is no prediction
   */
  double align(double gap, @Nullable Instant lastUpdate, Instant now, double jitter) {
    double gatewayNow = seconds(now) - offset;
    double period = cycles.period();
    if (!isTrusted() || gatewayNow - cycles.lastStart() > STALE_SLOTS * period) {
      return gap;
    }
    double offsetInCycle = offsetInCycle(lastUpdate);
    double late =
        Double.isNaN(offsetInCycle)
            ? newTaskOffsets.best()
            : offsetInCycle + knownTaskOffsets.best();
    late += MARGIN + MARGIN * jitter;
    long next = cycles.slotAfter(gatewayNow - late + SAME_SLOT * period);
    return cycles.due(bestSlot(next, period / gap)) + late - gatewayNow;
  }

  /**
   * Returns the slot to poll after: the one with the least cost of poll and delay per update. At
   * the interval of the schedule both costs are equal, so in units of one poll each slot of delay
   * costs twice the square of the ratio of period to interval.
   */
  private long bestSlot(long next, double periodsPerInterval) {
    double updates = 0;
    double delay = 0;
    double least = Double.POSITIVE_INFINITY;
    long best = next;
    for (long slot = next; slot < next + LOOKAHEAD_SLOTS; slot++) {
      delay += updates;
      updates += cycles.expectedUpdates(slot);
      double cost = (1 + 2 * periodsPerInterval * periodsPerInterval * delay) / updates;
      if (cost < least) {
        least = cost;
        best = slot;
      }
    }
    return best;
  }

  /**
   * Returns how long after the start of its cycle a task was last refreshed, seconds. Tasks are
   * refreshed one after the other, mostly in the same order.
   */
  private double offsetInCycle(@Nullable Instant lastUpdate) {
    return lastUpdate == null
        ? Double.NaN
        : cycles.offsetInCycle(middle(lastUpdate.getEpochSecond()));
  }

  private void setOffset(double difference) {
    // The date header is truncated to whole seconds, and the answer takes time to arrive: the
    // smallest difference is the most accurate.
    double estimate = difference - 0.02;
    offset =
        Double.isNaN(offset) || estimate < offset ? estimate : offset + 0.001 * (estimate - offset);
  }

  /** Returns the middle of the second, as times are truncated to whole seconds. */
  private static double middle(long second) {
    return second + 0.5;
  }

  private static double seconds(Instant instant) {
    return instant.getEpochSecond() + instant.getNano() / 1e9;
  }
}
