package io.videotask.tracker;

/**
 * Figures of one node.
 *
 * @param node its name
 * @param liveNodes the nodes that it sees, with itself
 * @param shards all shards
 * @param ownedShards those that it owns
 * @param outstanding the tasks that it polls or delivers
 * @param writes the rows that it has written as an owner since its start
 * @param transactions the transactions that they took
 * @param rateShare its share of each rate limit of its client, 0 to 1; 1 for a node that is not
 *     started
 * @param unreadable the rows of its shards that a newer version of the library has written and this
 *     one does not understand: it leaves them alone
 */
public record TrackerStatus(
    String node,
    int liveNodes,
    int shards,
    int ownedShards,
    int outstanding,
    long writes,
    long transactions,
    double rateShare,
    int unreadable) {}
