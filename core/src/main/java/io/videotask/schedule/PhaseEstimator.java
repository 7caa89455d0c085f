package io.videotask.schedule;

/**
 * A straight line through the moments of passes over their numbers: when the next ones are due. It
 * runs along the lower edge of the moments, for a moment that is late belongs to a task that was
 * looked at late in its pass. Not thread-safe.
 */
final class PhaseEstimator {
  /** What lies below the line counts so many times what lies above. */
  private static final double BELOW = 4;

  /** How firmly it is held to the beat that was told, as a weight of points one beat away. */
  private static final double FIRM = 2;

  private static final int ROUNDS = 4;
  private static final double FOLLOW = 0.12;
  private static final double WORST = 4;

  private final double told;
  private final double memory;
  private double period;
  private double phase;
  private long at;
  private double miss = 1;

  /**
   * @param memory the weight of a pass is multiplied by this with each beat that it is older
   */
  PhaseEstimator(double told, double memory) {
    this.told = told;
    this.memory = memory;
    this.period = told;
  }

  double period() {
    return period;
  }

  double due(long beat) {
    return phase + (beat - at) * period;
  }

  /** How far off it was lately, on average, seconds. */
  double miss() {
    return miss;
  }

  /** Compares what it foretold with what came. */
  void judge(long beat, double moment) {
    miss += FOLLOW * (Math.min(WORST, Math.abs(moment - due(beat))) - miss);
  }

  /** Draws the line anew. Beats ascend. */
  void draw(long[] beats, double[] moments, int count) {
    at = beats[count - 1];
    phase = moments[count - 1];
    period = told;
    for (int round = 0; round < ROUNDS; round++) {
      double all = 1e-9;
      double x = 0;
      double y = 0;
      double xx = 0;
      double xy = 0;
      for (int i = 0; i < count; i++) {
        double beat = beats[i] - at;
        double moment = moments[i] - moments[count - 1] - beat * told;
        double weight = Math.pow(memory, -beat) * (moments[i] < due(beats[i]) ? BELOW : 1);
        all += weight;
        x += weight * beat;
        y += weight * moment;
        xx += weight * beat * beat;
        xy += weight * beat * moment;
      }
      double slope = (xy - x * y / all) / (xx - x * x / all + FIRM);
      period = Math.max(told * 0.9, Math.min(told * 1.2, told + slope));
      phase = moments[count - 1] + (y - (period - told) * x) / all;
    }
  }
}
