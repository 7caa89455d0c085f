package io.videotask.benchmarks;

import java.util.random.RandomGenerator;

/** How long tasks last, seconds. */
interface Lasting {
  double draw(RandomGenerator random);

  /** The share that lasts longer. */
  double survival(double seconds);

  static Lasting logNormal(double median, double sigma) {
    return new Lasting() {
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

  /** Memoryless: however long it has lasted says nothing about the rest. */
  static Lasting exponential(double mean) {
    return new Lasting() {
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

  /** One of two, the first with this share. */
  static Lasting either(double share, Lasting first, Lasting second) {
    return new Lasting() {
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
