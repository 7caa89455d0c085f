package io.videotask.benchmarks;

import java.util.Comparator;
import java.util.List;

/** Mean delay over requests per task, interpolated linearly on logarithmic scales. */
record Curve(List<double[]> points) {
  Curve {
    points =
        points.stream().sorted(Comparator.comparingDouble((double[] point) -> point[0])).toList();
  }

  /** Returns the mean delay for a number of requests. */
  double delay(double requests) {
    int i = 1;
    while (i < points.size() - 1 && points.get(i)[0] < requests) {
      i++;
    }
    double[] left = points.get(i - 1);
    double[] right = points.get(i);
    double share = Math.log(requests / left[0]) / Math.log(right[0] / left[0]);
    return left[1] * Math.pow(right[1] / left[1], share);
  }
}
