package io.videotask.internal.client;

import io.videotask.internal.resolve.ListedTask;
import io.videotask.task.TaskRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, or the answer to a look-up by the client's own id.
 *
 * @param tasks with times by this client's clock
 * @param next where the next page begins; null for the last page
 * @param timed whether the answer said what time it is at the gateway
 */
public record ListedPage(List<ListedTask> tasks, @Nullable TaskRef next, boolean timed) {
  /** Copies the list. */
  public ListedPage {
    tasks = List.copyOf(tasks);
  }
}
