package io.videotask.schedule;

import java.util.Arrays;

/**
 * The passes of a gateway that were heard of, numbered by the beats that they began on, and what
 * follows from them for the next ones. Moments are seconds of the gateway's clock. Bounded in
 * memory. Not thread-safe.
 */
final class RefreshCycles {
  /** Looks at different tasks that follow each other this closely belong to one pass, seconds. */
  static final double LENGTH = 6;

  /** A pass whose first known look is so much before or after the beat was foretold, seconds. */
  private static final double EARLY = 1.6;

  private static final double LATE = 2.6;

  private static final int REMEMBERED = 32;
  private static final double AT_FIRST = 0.3;
  private static final double FOLLOW = 0.13;

  private final PhaseEstimator steady;
  private final PhaseEstimator drifting;
  private PhaseEstimator line;
  private final RefreshPattern pattern = new RefreshPattern();
  private final long[] beats = new long[REMEMBERED];
  private final double[] moments = new double[REMEMBERED];
  private int count;
  private int missed;
  private double foretold = AT_FIRST;

  /**
   * @param told the beat that gateways of this dialect are known to have, seconds
   */
  RefreshCycles(double told) {
    this.steady = new PhaseEstimator(told, 0.985);
    this.drifting = new PhaseEstimator(told, 0.8);
    this.line = steady;
  }

  /** The share of the passes that came when they were due, the last ones above all. */
  double foretold() {
    return foretold;
  }

  boolean isEmpty() {
    return count == 0;
  }

  double period() {
    return line.period();
  }

  /** When a pass on that beat is due. */
  double due(long beat) {
    return line.due(beat);
  }

  /** The beat that a moment is nearest to; only once one was heard of. */
  long beatOf(double moment) {
    return Math.round((moment - line.due(0)) / line.period());
  }

  /** The first beat after a moment. */
  long beatAfter(double moment) {
    return (long) Math.floor((moment - line.due(0)) / line.period()) + 1;
  }

  /** See {@link RefreshPattern#news}. */
  double news(long beat) {
    return pattern.news(beat);
  }

  /** The begin of the last pass that was heard of. */
  double lastMoment() {
    return moments[count - 1];
  }

  /** How long after the first task of its pass something was looked at; NaN where unknown. */
  double place(double moment) {
    int at = count == 0 ? -1 : Arrays.binarySearch(beats, 0, count, beatOf(moment));
    double place = at < 0 ? -1 : moment - moments[at];
    return place < 0 || place > LENGTH ? Double.NaN : place;
  }

  /** The gateway looked at something. */
  void looked(double moment) {
    if (count == 0) {
      remember(0, moment);
      return;
    }
    long beat = beatOf(moment);
    double off = moment - line.due(beat);
    boolean hit = off >= -EARLY && off <= LATE;
    if (Arrays.binarySearch(beats, 0, count, beat) >= 0) {
      if (hit) {
        remember(beat, moment);
      }
      return;
    }
    if (!hit && Math.abs(moment - lastMoment()) < LENGTH) {
      return;
    }
    foretold += FOLLOW * ((hit ? 1 : 0) - foretold);
    steady.judge(beat, moment);
    drifting.judge(beat, moment);
    missed = hit ? 0 : missed + 1;
    if (missed > 1) {
      // Once is an odd one out, twice is another beat.
      missed = 0;
      count = 0;
    }
    if (hit || count == 0) {
      remember(beat, moment);
    }
  }

  /** Keeps the first moment of each pass, in the order of the passes. */
  private void remember(long beat, double moment) {
    int at = Arrays.binarySearch(beats, 0, count, beat);
    if (at >= 0) {
      moments[at] = Math.min(moments[at], moment);
    } else {
      insert(-at - 1, beat, moment);
      pattern.heard(beats, count);
    }
    steady.draw(beats, moments, count);
    drifting.draw(beats, moments, count);
    line = steady.miss() <= drifting.miss() ? steady : drifting;
  }

  private void insert(int at, long beat, double moment) {
    if (count == REMEMBERED) {
      if (at == 0) {
        return;
      }
      System.arraycopy(beats, 1, beats, 0, at - 1);
      System.arraycopy(moments, 1, moments, 0, at - 1);
      beats[at - 1] = beat;
      moments[at - 1] = moment;
      return;
    }
    System.arraycopy(beats, at, beats, at + 1, count - at);
    System.arraycopy(moments, at, moments, at + 1, count - at);
    beats[at] = beat;
    moments[at] = moment;
    count++;
  }
}
