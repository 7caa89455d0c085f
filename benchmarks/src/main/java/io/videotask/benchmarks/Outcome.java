package io.videotask.benchmarks;

import java.util.Arrays;

/**
 * What waiting came to, task by task in the order of their creation.
 *
 * @param requests how many each took
 * @param delays from its end to our knowing it, seconds
 */
record Outcome(double[] requests, double[] delays) {
  /** The tasks from one number to another. */
  Outcome between(int from, int to) {
    return new Outcome(
        Arrays.copyOfRange(requests, from, to), Arrays.copyOfRange(delays, from, to));
  }

  double requestsATask() {
    return Arrays.stream(requests).average().orElseThrow();
  }

  double meanDelay() {
    return Arrays.stream(delays).average().orElseThrow();
  }

  double product() {
    return requestsATask() * meanDelay();
  }

  double percentile(double share) {
    double[] sorted = delays.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  }
}
