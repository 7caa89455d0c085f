package io.videotask.poll;

import java.time.Duration;
import java.time.Instant;

/**
 * When a gateway looks for news itself. A gateway that answers from its own database changes its
 * answer only then, mostly on a steady beat, and its answers carry the moments of the looks that
 * brought news. A phase-locked loop over those moments, of all tasks of the gateway, foretells the
 * next look. Asking just after it gets fresher news for fewer requests than any schedule that takes
 * the end of a task as something that can be seen at once. It is gone by only while what it
 * foretold comes true. Not thread-safe.
 *
 * <p>Moments are whole seconds of the gateway's clock.
 */
final class GatewayClock {
  /** Looks at different tasks that follow each other this closely belong to one pass, seconds. */
  private static final double ONE_PASS = 6;

  /** How far a moment may lie from where it was expected, seconds. */
  private static final double HIT = 2;

  private static final double TRUSTED = 0.68;
  private static final double FOLLOW_TRUST = 0.13;
  private static final double FOLLOW_PHASE = 0.15;
  private static final double FOLLOW_EARLIER = 0.6;
  private static final double FOLLOW_PERIOD = 0.06;
  private static final double FOLLOW_SPREAD = 0.2;
  private static final double FOLLOW_STEPS = 0.08;
  private static final double THRIFT = 2.25;
  private static final double IN_TIME = 0.95;
  private static final double FOLLOW_DRIFT = 0.15;
  private static final double MORE = 0.3;
  private static final int AHEAD = 3;

  /** After so many beats without a moment the phase is anybody's guess. */
  private static final int STALE_BEATS = 40;

  private final double told;
  private double period;
  private double phase = Double.NaN;
  private double hits = 0.3;
  private double spread = 0.5;
  private final double[] steps = {0, 1, 0, 0, 0};
  private final double[] chances = {1, 1, 1, 1, 1, 1, 1, 1, 1};
  private double drift;
  private double noise = 0.3;
  private double lastOff;
  private double offset = Double.NaN;
  private final long[] heard = new long[128];
  private int nextHeard;

  /**
   * @param told the beat that gateways of this dialect are known to have
   */
  GatewayClock(Duration told) {
    this.told = SecondsOf.duration(told);
    this.period = this.told;
  }

  void learn(Signs signs, Instant now) {
    Instant shown = signs.gatewayTime();
    if (shown != null) {
      setOffset(seconds(now) - seconds(shown));
    }
    for (Instant moment : signs.news()) {
      if (isNew(moment.getEpochSecond())) {
        // Whole seconds are cut off: on average it was half a second later.
        hear(moment.getEpochSecond() + 0.5);
      }
    }
  }

  /** Whether what it foretold came true lately. */
  boolean isTrusted() {
    return hits > TRUSTED && !Double.isNaN(offset);
  }

  /**
   * Moves a query to just after the look that is due about then.
   *
   * @param gap until the query that the schedule would like, seconds
   * @return the gap until the query that makes sense; the same where nothing is foretold
   */
  double align(double gap, Instant now) {
    double gatewayNow = seconds(now) - offset;
    if (!isTrusted() || gatewayNow - phase > STALE_BEATS * period) {
      return gap;
    }
    double late = LATE + spread;
    int next = (int) Math.floor((gatewayNow - late - phase) / period) + 1;
    double most = 0;
    for (int beat = next; beat < next + AHEAD; beat++) {
      most = Math.max(most, chance(beat));
    }
    // The gap of the schedule is the one at which a query costs as much as the delay that it saves.
    // Skipping a beat on which a look comes costs the news of one more beat, a whole beat later.
    double wanted = gap / period;
    double price = wanted * wanted + Math.min(THRIFT, wanted * wanted);
    int beats = 1;
    while (chance(next + beats - 1) / most * beats * (beats + 1) < price) {
      beats++;
    }
    return phase + (next + beats - 1) * period + late - gatewayNow;
  }

  /** How likely a look comes so many beats after one that is known. */
  private double chance(int beat) {
    if (beat < 1) {
      return 0;
    }
    if (beat >= chances.length) {
      return chances[chances.length - 1];
    }
    return chances[beat];
  }

  private void learnBeats(int beats) {
    if (beats > steps.length - 1) {
      return;
    }
    double all = 0;
    for (int i = 1; i < steps.length; i++) {
      steps[i] += FOLLOW_STEPS * ((i == beats ? 1 : 0) - steps[i]);
      all += steps[i];
    }
    for (int beat = 1; beat < chances.length; beat++) {
      chances[beat] = 0;
      for (int i = 1; i < steps.length && i <= beat; i++) {
        chances[beat] += steps[i] / all * chances[beat - i];
      }
    }
  }

  /** How long after the look the query comes: looks take their time, and the beat is not exact. */
  private static final double LATE = 0.1;

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

  private void hear(double moment) {
    if (Double.isNaN(phase)) {
      phase = moment;
      return;
    }
    double since = moment - phase;
    int beats = (int) Math.rint(since / period);
    double off = since - beats * period;
    boolean hit = Math.abs(off) <= HIT;
    if (hit) {
      spread += FOLLOW_SPREAD * (off > spread ? IN_TIME : IN_TIME - 1);
      spread = Math.max(0, spread);
    }
    if (Math.abs(since) < ONE_PASS) {
      if (off < 0 && hit) {
        // An earlier look of the same pass: the pass began no later.
        phase += FOLLOW_EARLIER * off;
      }
      return;
    }
    hits += FOLLOW_TRUST * ((hit ? 1 : 0) - hits);
    if (beats < 1) {
      // Older than what was heard before: it tells whether the beat is right, not where it is now.
      return;
    }
    if (hit) {
      drift += FOLLOW_DRIFT * (off * lastOff - drift);
      noise += FOLLOW_DRIFT * (off * off - noise);
      lastOff = off;
      double gain = Math.max(0, Math.min(1, drift / noise));
      phase += beats * period + (off < 0 ? FOLLOW_EARLIER : FOLLOW_PHASE + MORE * gain) * off;
      period += (FOLLOW_PERIOD + MORE * gain / 2) * off / beats;
      period = Math.max(told * 0.9, Math.min(told * 1.2, period));
      learnBeats(beats);
    } else {
      phase = moment;
      period += FOLLOW_TRUST * (told - period);
    }
  }

  private void setOffset(double seen) {
    // A date is cut off to whole seconds and travels a while: the smallest difference is the
    // truest.
    double truest = seen - 0.02;
    offset = Double.isNaN(offset) || truest < offset ? truest : offset + 0.001 * (truest - offset);
  }

  private static double seconds(Instant instant) {
    return instant.getEpochSecond() + instant.getNano() / 1e9;
  }
}
