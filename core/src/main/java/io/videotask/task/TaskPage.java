package io.videotask.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the tasks that a gateway remembers, the newest first. Immutable.
 *
 * @param tasks as listed: for some gateways with fewer details than a query of one task
 * @param next where the next page begins: mostly its last task, at some gateways their own cursor
 *     or a page's number in place of an id, and where a gateway lists each kind of tasks apart, how
 *     far each list was read; null for the last page
 * @param total how many tasks the gateway has in all, on all pages; null where it does not say
 */
public record TaskPage(List<VideoTask> tasks, @Nullable TaskRef next, @Nullable Long total) {
  public TaskPage {
    tasks = List.copyOf(tasks);
  }

  /** Creates a page without a total. */
  public TaskPage(List<VideoTask> tasks, @Nullable TaskRef next) {
    this(tasks, next, null);
  }
}
