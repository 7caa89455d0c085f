package io.videotask.schedule;

/**
 * On which beats a gateway looks. Some look on each beat, some mostly on every second, and not each
 * look brings news that is heard of. Which of a few habits fits best what was heard lately is
 * weighed by Bayes' rule. Not thread-safe.
 */
final class RefreshPattern {
  /** From one look to the next: the chance of one beat, two, three. */
  private static final double[][] HABITS = {
    {1, 0, 0}, {0.75, 0.2, 0.05}, {0.4, 0.4, 0.2}, {0.15, 0.7, 0.15}, {0.05, 0.9, 0.05}
  };

  /** Which share of the looks is heard of. */
  private static final double[] HEARD = {0.9, 0.6, 0.3};

  /** What no habit explains must not exclude one for good. */
  private static final double ODD = 0.003;

  private static final int FAR = 24;

  /** The chance of a look so many beats after one, for each habit. */
  private static final double[][] CHANCE = new double[HABITS.length][FAR + 1];

  /**
   * The logarithm of the chance that the next look that is heard of comes so many beats later, for
   * each habit and each share.
   */
  private static final double[][] GAP = new double[HABITS.length * HEARD.length][FAR + 2];

  static {
    for (int habit = 0; habit < HABITS.length; habit++) {
      renew(CHANCE[habit], HABITS[habit], 1);
      for (int share = 0; share < HEARD.length; share++) {
        double[] unheard = new double[FAR + 2];
        renew(unheard, HABITS[habit], 1 - HEARD[share]);
        double toHeard = HEARD[share] / (1 - HEARD[share]);
        for (int beats = 1; beats <= FAR + 1; beats++) {
          double chance = beats > FAR ? 0 : unheard[beats] * toHeard;
          GAP[habit * HEARD.length + share][beats] = Math.log(chance + ODD);
        }
      }
    }
  }

  private final double[] weights = new double[HABITS.length];
  private long last;

  /** The renewal equation, where each step is gone on from with a probability. */
  private static void renew(double[] chance, double[] steps, double kept) {
    chance[0] = 1;
    for (int beats = 1; beats < chance.length; beats++) {
      for (int step = 1; step <= Math.min(steps.length, beats); step++) {
        chance[beats] += kept * steps[step - 1] * chance[beats - step];
      }
    }
  }

  /**
   * Weighs the habits.
   *
   * @param beats of the looks that were heard of, ascending
   * @param count how many of them there are, at least one
   */
  void heard(long[] beats, int count) {
    last = beats[count - 1];
    double[] fits = new double[GAP.length];
    for (int i = 0; i < fits.length; i++) {
      for (int j = 1; j < count; j++) {
        fits[i] += GAP[i][(int) Math.min(FAR + 1, beats[j] - beats[j - 1])];
      }
    }
    double all = 0;
    for (int i = 0; i < fits.length; i++) {
      // Of a few dozen looks: far from too small a number.
      fits[i] = Math.exp(fits[i]);
      all += fits[i];
    }
    for (int habit = 0; habit < HABITS.length; habit++) {
      weights[habit] = 0;
      for (int share = 0; share < HEARD.length; share++) {
        weights[habit] += fits[habit * HEARD.length + share] / all;
      }
    }
  }

  /**
   * How many beats' worth of news a query on a beat finds on average that one on the beat before
   * does not: what has come up since the look before, if the gateway looks on this beat. Only once
   * looks were heard of.
   */
  double news(long beat) {
    int beats = (int) Math.min(FAR + 1, beat - last);
    if (beats > FAR) {
      return 1;
    }
    double news = 0;
    for (int habit = 0; habit < HABITS.length; habit++) {
      double[] steps = HABITS[habit];
      for (int step = 1; step <= Math.min(steps.length, beats); step++) {
        news += weights[habit] * step * steps[step - 1] * CHANCE[habit][beats - step];
      }
    }
    return news;
  }
}
