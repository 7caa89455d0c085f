package io.videotask.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * The optimal schedule for a known distribution: computes the poll times of least cost for a given
 * cost per second of delay by dynamic programming (Barlow, Hunter and Proschan's inspection model).
 */
final class Optimum {
  private static final int STEPS = 1500;

  private Optimum() {}

  /** Returns the optimal mean delay over requests per task. */
  static Curve of(DurationDistribution lasting) {
    double end = 1;
    while (lasting.survival(end) > 1e-4) {
      end *= 1.05;
    }
    double[] at = new double[STEPS + 1];
    double[] survival = new double[STEPS + 1];
    double[] integral = new double[STEPS + 1];
    for (int i = 0; i <= STEPS; i++) {
      // Steps grow with time, like the intervals of any good schedule.
      at[i] = end * Math.pow((double) i / STEPS, 1.5);
      survival[i] = i == STEPS ? 0 : lasting.survival(at[i]);
      integral[i] =
          i == 0 ? 0 : integral[i - 1] + (at[i] - at[i - 1]) * (survival[i - 1] + survival[i]) / 2;
    }
    List<double[]> points = new ArrayList<>();
    for (double worth = 0.002; worth < 60; worth *= 1.6) {
      points.add(best(worth, at, survival, integral));
    }
    return new Curve(points);
  }

  private static double[] best(double worth, double[] at, double[] survival, double[] integral) {
    double[] cost = new double[STEPS + 1];
    double[] requests = new double[STEPS + 1];
    double[] delay = new double[STEPS + 1];
    for (int from = STEPS - 1; from >= 0; from--) {
      cost[from] = Double.POSITIVE_INFINITY;
      for (int to = from + 1; to <= STEPS; to++) {
        // Mean delay of tasks that end in this step: the time from their end to the query.
        double late = (at[to] - at[from]) * survival[from] - (integral[to] - integral[from]);
        double total = survival[from] + worth * late + cost[to];
        if (total < cost[from]) {
          cost[from] = total;
          requests[from] = survival[from] + requests[to];
          delay[from] = late + delay[to];
        }
        if (worth * late > cost[from]) {
          break;
        }
      }
    }
    return new double[] {requests[0], delay[0]};
  }
}
