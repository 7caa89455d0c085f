package io.videotask.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OptimumTest {
  /** For exponential durations the past is not informative, and a fixed interval is optimal. */
  @Test
  void fixedIntervalIsOptimalForExponentialDurations() {
    Curve optimum = Optimum.of(DurationDistribution.exponential(120));

    for (double interval : new double[] {5, 10, 30, 60}) {
      double requests = 1 / (1 - Math.exp(-interval / 120));
      double delay = interval * requests - 120;
      assertEquals(1, optimum.delay(requests) / delay, 0.03);
    }
  }

  /**
   * Keller's law: the minimum of delay times requests is half of the squared integral of sqrt(f S).
   */
  @Test
  void followsKellersLawForLogNormalDurations() {
    DurationDistribution lasting = DurationDistribution.logNormal(120, 0.45);
    double sum = 0;
    double step = 0.1;
    for (double at = step; at < 2000; at += step) {
      double density = (lasting.survival(at - step) - lasting.survival(at)) / step;
      sum += Math.sqrt(density * lasting.survival(at)) * step;
    }
    double law = sum * sum / 2;
    Curve optimum = Optimum.of(lasting);

    for (double requests : new double[] {10, 20, 40}) {
      double product = optimum.delay(requests) * requests;
      assertTrue(
          product > law * 0.98 && product < law * 1.03, () -> product + " is far from " + law);
    }
  }
}
