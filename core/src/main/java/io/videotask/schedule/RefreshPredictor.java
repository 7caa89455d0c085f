package io.videotask.schedule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a gateway looks for news itself. A gateway that answers from its own database changes its
 * answer only then, mostly on a steady beat, and its answers carry the moments of the looks that
 * brought news. Those moments, of all tasks of the gateway, foretell the next look. Asking just
 * after it gets fresher news for fewer requests than any schedule that takes the end of a task as
 * something that can be seen at once. It is gone by only while what it foretold comes true. Not
 * thread-safe.
 *
 * <p>Moments are whole seconds of the gateway's clock.
 */
final class RefreshPredictor {
  /** Which share of the passes has to come when due; 30 % do by chance. */
  private static final double TRUSTED = 0.68;

  /** A query comes this much after the look, and up to twice this: not all tasks' at once. */
  private static final double AFTER = 0.3;

  /** Whoever misses a look waits for one of the next two, in beats. */
  private static final double MISSED = 1.5;

  /** What is nearer to the beat that was just asked after is no next one, in beats. */
  private static final double SAME_BEAT = 0.07;

  private static final int AHEAD = 16;

  /** After so many beats without a moment the phase is anybody's guess. */
  private static final int STALE_BEATS = 40;

  private final RefreshCycles passes;
  private final OffsetEstimator newcomers;
  private final OffsetEstimator known;
  private double offset = Double.NaN;
  private final long[] heard = new long[128];
  private int nextHeard;

  /**
   * @param told the beat that gateways of this dialect are known to have
   */
  RefreshPredictor(Duration told) {
    double seconds = Seconds.duration(told);
    this.passes = new RefreshCycles(seconds);
    this.newcomers = new OffsetEstimator(MISSED * seconds);
    this.known = new OffsetEstimator(MISSED * seconds);
  }

  void learn(PollSample lesson) {
    Instant shown = lesson.signs().gatewayTime();
    if (shown != null) {
      setOffset(seconds(lesson.now()) - seconds(shown));
    }
    Instant before = lesson.before().news();
    Instant latest = lesson.after().news();
    if (latest != null && !latest.equals(before) && !passes.isEmpty()) {
      learnLateness(lesson, before, latest);
    }
    for (Instant moment : lesson.signs().news()) {
      if (isNew(moment.getEpochSecond())) {
        passes.looked(middle(moment));
      }
    }
  }

  private void learnLateness(PollSample lesson, @Nullable Instant before, Instant latest) {
    double asked = seconds(lesson.now()) - offset;
    double askedBefore = asked - lesson.after().age() + lesson.before().age();
    // That it was not seen by one query, but by the next, tells it better than whole seconds.
    double second = latest.getEpochSecond();
    double from = Math.max(second, askedBefore);
    double to = Math.min(second + 1, asked);
    double moment = from < to ? (from + to) / 2 : middle(latest);
    double place = place(before);
    double late = moment - passes.due(passes.beatOf(moment)) - (Double.isNaN(place) ? 0 : place);
    if (Math.abs(late) < RefreshCycles.LENGTH) {
      (Double.isNaN(place) ? newcomers : known).saw(late);
    }
  }

  /** Whether what it foretold came true lately. */
  boolean isTrusted() {
    return passes.foretold() > TRUSTED && !Double.isNaN(offset);
  }

  /**
   * Moves a query to just after the look that is due about then.
   *
   * @param gap until the query that the schedule would like, seconds
   * @param news when the gateway last had news of the task, by its clock; null where unknown
   * @param jitter from 0 to 1
   * @return the gap until the query that makes sense; the same where nothing is foretold
   */
  double align(double gap, @Nullable Instant news, Instant now, double jitter) {
    double gatewayNow = seconds(now) - offset;
    double period = passes.period();
    if (!isTrusted() || gatewayNow - passes.lastMoment() > STALE_BEATS * period) {
      return gap;
    }
    double place = place(news);
    double late = Double.isNaN(place) ? newcomers.best() : place + known.best();
    late += AFTER + AFTER * jitter;
    long next = passes.beatAfter(gatewayNow - late + SAME_BEAT * period);
    return passes.due(bestBeat(next, period / gap)) + late - gatewayNow;
  }

  /**
   * The beat to ask after: the one that brings most news for what its query and the delay of the
   * news cost. The gap of the schedule is the one at which both cost the same, so in units of a
   * query each delay of a beat costs twice the square of the share of the gap that a beat is.
   */
  private long bestBeat(long next, double share) {
    double news = 0;
    double delay = 0;
    double least = Double.POSITIVE_INFINITY;
    long best = next;
    for (long beat = next; beat < next + AHEAD; beat++) {
      delay += news;
      news += passes.news(beat);
      double cost = (1 + 2 * share * share * delay) / news;
      if (cost < least) {
        least = cost;
        best = beat;
      }
    }
    return best;
  }

  /**
   * How late in its pass a task was last looked at. Tasks are looked at one after the other, mostly
   * in the same order.
   */
  private double place(@Nullable Instant news) {
    return news == null ? Double.NaN : passes.place(middle(news));
  }

  /** A task's answers repeat what they told before. */
  private boolean isNew(long moment) {
    for (long known : heard) {
      if (known == moment) {
        return false;
      }
    }
    heard[nextHeard] = moment;
    nextHeard = (nextHeard + 1) % heard.length;
    return true;
  }

  private void setOffset(double seen) {
    // A date is cut off to whole seconds and travels a while: the smallest difference is the
    // truest.
    double truest = seen - 0.02;
    offset = Double.isNaN(offset) || truest < offset ? truest : offset + 0.001 * (truest - offset);
  }

  /** Whole seconds are cut off: on average it was half a second later. */
  private static double middle(Instant moment) {
    return moment.getEpochSecond() + 0.5;
  }

  private static double seconds(Instant instant) {
    return instant.getEpochSecond() + instant.getNano() / 1e9;
  }
}
