package io.videotask.benchmarks;

import java.util.Arrays;

/**
 * The results of waits, by task in order of creation.
 *
 * @param requests number of requests per task
 * @param delays time from the end of a task to its detection, in seconds
 */
record Outcome(double[] requests, double[] delays) {
  /** Returns the results of a range of tasks. */
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
