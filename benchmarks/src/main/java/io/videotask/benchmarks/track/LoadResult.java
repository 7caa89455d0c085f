package io.videotask.benchmarks.track;

import java.util.Locale;

/**
 * What a load cost.
 *
 * @param shareOfDue polls, as a share of those that were due
 * @param writesPerPoll rows inserted, updated and deleted
 * @param deadRowsPerSecond growth of the rows that were not vacuumed yet
 * @param meanDelayMillis from a task's end to the poll that found it; NaN if none ended
 * @param cpu seconds of CPU time of the nodes, a second
 * @param databaseCpu seconds of CPU time of the database, a second
 */
public record LoadResult(
    LoadNode.Kind kind,
    int nodes,
    double pollsPerSecond,
    double shareOfDue,
    double writesPerPoll,
    double transactionsPerPoll,
    double deadRowsPerSecond,
    double meanDelayMillis,
    double p99DelayMillis,
    double cpu,
    double databaseCpu) {
  /** The first line of a table. */
  public static final String HEADER =
      "                nodes   polls/s  of due  writes/poll  transactions/poll  dead rows/s"
          + "  delay mean, s    p99  CPU nodes  database";

  LoadResult withDelays(double newMeanMillis, double newP99Millis) {
    return new LoadResult(
        kind,
        nodes,
        pollsPerSecond,
        shareOfDue,
        writesPerPoll,
        transactionsPerPoll,
        deadRowsPerSecond,
        newMeanMillis,
        newP99Millis,
        cpu,
        databaseCpu);
  }

  /** Returns a line of the table. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-15s %5d  %8.0f  %6.3f  %11.4f  %17.4f  %11.1f  %13.2f  %5.1f  %9.2f  %8.2f",
        kind,
        nodes,
        pollsPerSecond,
        shareOfDue,
        writesPerPoll,
        transactionsPerPoll,
        deadRowsPerSecond,
        meanDelayMillis / 1000,
        p99DelayMillis / 1000,
        cpu,
        databaseCpu);
  }
}
