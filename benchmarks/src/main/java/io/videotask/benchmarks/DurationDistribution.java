package io.videotask.benchmarks;

import java.util.random.RandomGenerator;

/** A distribution of task durations, in seconds. */
interface DurationDistribution {
  double draw(RandomGenerator random);

  /** Returns the share of tasks that last longer. */
  double survival(double seconds);

  static DurationDistribution logNormal(double median, double sigma) {
    return new DurationDistribution() {
      @Override
      public double draw(RandomGenerator random) {
        return median * Math.exp(sigma * random.nextGaussian());
      }

      @Override
      public double survival(double seconds) {
        return seconds <= 0 ? 1 : 1 - Normal.below(Math.log(seconds / median) / sigma);
      }
    };
  }

  /** Exponential (memoryless) distribution. */
  static DurationDistribution exponential(double mean) {
    return new DurationDistribution() {
      @Override
      public double draw(RandomGenerator random) {
        return -mean * Math.log(1 - random.nextDouble());
      }

      @Override
      public double survival(double seconds) {
        return seconds <= 0 ? 1 : Math.exp(-seconds / mean);
      }
    };
  }

  /** A mixture of two distributions, with the share of the first. */
  static DurationDistribution either(
      double share, DurationDistribution first, DurationDistribution second) {
    return new DurationDistribution() {
      @Override
      public double draw(RandomGenerator random) {
        return random.nextDouble() < share ? first.draw(random) : second.draw(random);
      }

      @Override
      public double survival(double seconds) {
        return share * first.survival(seconds) + (1 - share) * second.survival(seconds);
      }
    };
  }
}
