package io.videotask.internal.resolve;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that a gateway listed.
 *
 * @param tasks each task once
 * @param complete whether these are all tasks that it remembers, back to before the first submit
 * @param at when the list was read
 * @param tolerance by how much the times of tasks may be wrong
 * @param lag how long after a submit its task may be missing; null where it may be missing for ever
 */
public record Listing(
    List<ListedTask> tasks,
    boolean complete,
    Instant at,
    Duration tolerance,
    @Nullable Duration lag) {
  /** How long a task may be missing where nothing is known. */
  static final Duration USUAL_LAG = Duration.ofMinutes(5);

  /** Copies the list. */
  public Listing {
    tasks = List.copyOf(tasks);
  }

  Duration lagOrUsual() {
    return lag == null ? USUAL_LAG : lag;
  }
}
