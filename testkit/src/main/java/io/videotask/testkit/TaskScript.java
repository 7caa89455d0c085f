package io.videotask.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one task, as a script: an answer for each query, or from a moment on. Immutable.
 */
public final class TaskScript {
  private final List<Step> steps;

  private TaskScript(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /**
   * One entry.
   *
   * @param at since the task was made; null where each query takes the next entry
   * @param once whether it is answered to one query only: a fault on the way, and not a state
   */
  record Step(@Nullable Duration at, Reply reply, boolean once) {}

  /**
   * A life in which each query gets the next answer; the last one is repeated.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static TaskScript of(Reply... replies) {
    if (replies.length == 0) {
      throw new IllegalArgumentException("a life needs at least one answer");
    }
    List<Step> steps = new ArrayList<>();
    for (Reply reply : replies) {
      steps.add(new Step(null, reply, false));
    }
    return new TaskScript(steps);
  }

  /** A life by the gateway's clock, which begins with this answer. */
  public static TaskScript beginningWith(Reply reply) {
    return new TaskScript(List.of(new Step(Duration.ZERO, reply, false)));
  }

  /**
   * From this moment on, this is the answer.
   *
   * @param age since the task was made
   * @throws IllegalArgumentException when an entry before is later
   * @throws IllegalStateException when this is a life by queries
   */
  public TaskScript from(Duration age, Reply reply) {
    return with(new Step(age, reply, false));
  }

  /**
   * The first query at or after this moment gets this answer; after it, all is as before.
   *
   * @param age since the task was made
   * @throws IllegalArgumentException when an entry before is later
   * @throws IllegalStateException when this is a life by queries
   */
  public TaskScript onceAt(Duration age, Reply reply) {
    return with(new Step(age, reply, true));
  }

  List<Step> steps() {
    return steps;
  }

  boolean byQueries() {
    return steps.get(0).at() == null;
  }

  private TaskScript with(Step step) {
    Duration last = steps.get(steps.size() - 1).at();
    if (last == null) {
      throw new IllegalStateException("this life goes by queries; use beginningWith for moments");
    }
    if (step.at() != null && step.at().compareTo(last) < 0) {
      throw new IllegalArgumentException("the entries of a life stand in the order of their time");
    }
    List<Step> more = new ArrayList<>(steps);
    more.add(step);
    return new TaskScript(more);
  }
}
