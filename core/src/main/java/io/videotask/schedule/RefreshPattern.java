package io.videotask.schedule;

/**
 * Estimates in which slots a gateway refreshes. Some refresh in each slot, some mostly in every
 * second one, and only some refreshes are observed. Bayes' rule weighs a few candidate patterns by
 * how well they explain the recent observations. Not thread-safe.
 */
final class RefreshPattern {
  /**
   * The candidate patterns: the probabilities that the next refresh is one, two or three slots
   * later.
   */
  private static final double[][] PATTERNS = {
    {1, 0, 0}, {0.75, 0.2, 0.05}, {0.4, 0.4, 0.2}, {0.15, 0.7, 0.15}, {0.05, 0.9, 0.05}
  };

  /** The candidate shares of refreshes that are observed. */
  private static final double[] OBSERVED = {0.9, 0.6, 0.3};

  /** A floor for each probability, so that one outlier does not exclude a pattern for good. */
  private static final double OUTLIER = 0.003;

  private static final int HORIZON = 24;

  /** The probability of a refresh so many slots after another one, for each pattern. */
  private static final double[][] REFRESH_PROBABILITY = new double[PATTERNS.length][HORIZON + 1];

  /**
   * The log-probability that the next observed refresh is so many slots later, for each pattern and
   * each share.
   */
  private static final double[][] LOG_GAP_PROBABILITY =
      new double[PATTERNS.length * OBSERVED.length][HORIZON + 2];

  static {
    for (int pattern = 0; pattern < PATTERNS.length; pattern++) {
      solveRenewal(REFRESH_PROBABILITY[pattern], PATTERNS[pattern], 1);
      for (int share = 0; share < OBSERVED.length; share++) {
        double[] unobserved = new double[HORIZON + 2];
        solveRenewal(unobserved, PATTERNS[pattern], 1 - OBSERVED[share]);
        double oddsObserved = OBSERVED[share] / (1 - OBSERVED[share]);
        for (int slots = 1; slots <= HORIZON + 1; slots++) {
          double probability = slots > HORIZON ? 0 : unobserved[slots] * oddsObserved;
          LOG_GAP_PROBABILITY[pattern * OBSERVED.length + share][slots] =
              Math.log(probability + OUTLIER);
        }
      }
    }
  }

  private final double[] weights = new double[PATTERNS.length];
  private long last;

  /**
   * Solves the renewal equation; {@code continued} is the probability of continuing after each
   * step.
   */
  private static void solveRenewal(double[] probability, double[] steps, double continued) {
    probability[0] = 1;
    for (int slots = 1; slots < probability.length; slots++) {
      for (int step = 1; step <= Math.min(steps.length, slots); step++) {
        probability[slots] += continued * steps[step - 1] * probability[slots - step];
      }
    }
  }

  /**
   * Updates the weights of the patterns.
   *
   * @param slots of the observed refreshes, ascending
   * @param count the number of slots, at least one
   */
  void observe(long[] slots, int count) {
    last = slots[count - 1];
    double[] likelihoods = new double[LOG_GAP_PROBABILITY.length];
    for (int i = 0; i < likelihoods.length; i++) {
      for (int j = 1; j < count; j++) {
        likelihoods[i] +=
            LOG_GAP_PROBABILITY[i][(int) Math.min(HORIZON + 1, slots[j] - slots[j - 1])];
      }
    }
    double total = 0;
    for (int i = 0; i < likelihoods.length; i++) {
      // No underflow: there are only a few dozen observations.
      likelihoods[i] = Math.exp(likelihoods[i]);
      total += likelihoods[i];
    }
    for (int pattern = 0; pattern < PATTERNS.length; pattern++) {
      weights[pattern] = 0;
      for (int share = 0; share < OBSERVED.length; share++) {
        weights[pattern] += likelihoods[pattern * OBSERVED.length + share] / total;
      }
    }
  }

  /**
   * Returns the expected updates that a poll in a slot finds and one in the slot before does not,
   * in slots' worth: those since the previous refresh, if the gateway refreshes in this slot.
   * Undefined before the first observation.
   */
  double expectedUpdates(long slot) {
    int slots = (int) Math.min(HORIZON + 1, slot - last);
    if (slots > HORIZON) {
      return 1;
    }
    double updates = 0;
    for (int pattern = 0; pattern < PATTERNS.length; pattern++) {
      double[] steps = PATTERNS[pattern];
      for (int step = 1; step <= Math.min(steps.length, slots); step++) {
        updates +=
            weights[pattern] * step * steps[step - 1] * REFRESH_PROBABILITY[pattern][slots - step];
      }
    }
    return updates;
  }
}
