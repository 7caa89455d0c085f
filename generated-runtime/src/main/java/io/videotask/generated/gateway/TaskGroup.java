package io.videotask.generated.gateway;

import java.time.Duration;

/**
 * How one request asks for many tasks.
 *
 * @param kind equal for the tasks that a request may ask for together
 * @param rows the path of the list of tasks in the answer, with dots
 * @param most how many tasks a request asks for at most
 * @param every the shortest time between two such requests; zero for none
 * @param endsAlone whether a task that has ended is asked for once more alone, since its row lacks
 *     a part
 */
public record TaskGroup(String kind, String rows, int most, Duration every, boolean endsAlone) {}
