package io.videotask.benchmarks;

/** How regularly a recorded gateway looked at its vendors. */
final class Beat {
  private static final double OFF = 0.08;

  private Beat() {}

  /** The share of the gaps between two looks at a task that are multiples of the beat. */
  static double share(Recordings.Run run, double beat) {
    int gaps = 0;
    int even = 0;
    for (Recordings.Task task : run.tasks()) {
      for (int i = 1; i < task.looks().length; i++) {
        double beats = (task.looks()[i] - task.looks()[i - 1]) / beat;
        gaps++;
        even += Math.abs(beats - Math.rint(beats)) <= OFF * Math.rint(beats) ? 1 : 0;
      }
    }
    return gaps == 0 ? 0 : (double) even / gaps;
  }
}
