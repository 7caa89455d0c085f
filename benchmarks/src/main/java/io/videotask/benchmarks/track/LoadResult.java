package io.videotask.benchmarks.track;

import java.util.Locale;

/**
 * What a load cost.
 *
 * @param polls while no task ended
 * @param meanDelayMillis from a task's end to the poll that found it
 */
public record LoadResult(
    LoadNode.Kind kind, PollCost polls, double meanDelayMillis, double p99DelayMillis) {
  /** The first line of a table. */
  public static final String HEADER =
      "                nodes   polls/s  of due  writes/poll  transactions/poll  dead rows/s"
          + "  delay mean, s    p99  CPU nodes  database";

  /** Returns a line of the table. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-15s %5d  %8.0f  %6.3f  %11.4f  %17.4f  %11.1f  %13.2f  %5.1f  %9.2f  %8.2f",
        kind,
        polls.nodes(),
        polls.pollsPerSecond(),
        polls.shareOfDue(),
        polls.writesPerPoll(),
        polls.transactionsPerPoll(),
        polls.deadRowsPerSecond(),
        meanDelayMillis / 1000,
        p99DelayMillis / 1000,
        polls.cpu(),
        polls.databaseCpu());
  }
}
