package io.videotask.benchmarks.track;

/**
 * What polling cost.
 *
 * @param shareOfDue polls, as a share of those that were due
 * @param writesPerPoll rows inserted, updated and deleted
 * @param deadRowsPerSecond growth of the rows that were not vacuumed yet
 * @param cpu seconds of CPU time of the nodes, a second
 * @param databaseCpu seconds of CPU time of the database, a second
 */
public record PollCost(
    int nodes,
    double pollsPerSecond,
    double shareOfDue,
    double writesPerPoll,
    double transactionsPerPoll,
    double deadRowsPerSecond,
    double cpu,
    double databaseCpu) {}
