package io.videotask.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the tasks that a gateway remembers, the newest first. Immutable.
 *
 * @param tasks as the list has them: some gateways say less there than when asked for one
 * @param next what the next page begins after; null where this is the last one
 */
public record TaskPage(List<VideoTask> tasks, @Nullable TaskRef next) {
  public TaskPage {
    tasks = List.copyOf(tasks);
  }
}
