package io.videotask.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A script of the replies to the queries for one task: one reply per query, or replies by the age
 * of the task. Immutable.
 */
public final class TaskScript {
  private final List<Step> steps;

  private TaskScript(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /**
   * An entry of a script.
   *
   * @param at age of the task from which the entry applies; null if each query takes the next entry
   * @param once whether it answers only one query, such as a transient failure
   */
  record Step(@Nullable Duration at, Reply reply, boolean once) {}

  /**
   * Creates a script with one reply per query; the last one is repeated.
   *
   * @throws IllegalArgumentException if there are no replies
   */
  public static TaskScript of(Reply... replies) {
    if (replies.length == 0) {
      throw new IllegalArgumentException("a script needs at least one reply");
    }
    List<Step> steps = new ArrayList<>();
    for (Reply reply : replies) {
      steps.add(new Step(null, reply, false));
    }
    return new TaskScript(steps);
  }

  /** Creates a script by the gateway's clock that starts with this reply. */
  public static TaskScript startingWith(Reply reply) {
    return new TaskScript(List.of(new Step(Duration.ZERO, reply, false)));
  }

  /**
   * Adds a reply for all queries from this age on.
   *
   * @param age age of the task, from its creation
   * @throws IllegalArgumentException if an earlier entry has a greater age
   * @throws IllegalStateException if this script has one reply per query
   */
  public TaskScript from(Duration age, Reply reply) {
    return with(new Step(age, reply, false));
  }

  /**
   * Adds a reply for the first query at or after this age; later queries are not affected.
   *
   * @param age age of the task, from its creation
   * @throws IllegalArgumentException if an earlier entry has a greater age
   * @throws IllegalStateException if this script has one reply per query
   */
  public TaskScript onceAt(Duration age, Reply reply) {
    return with(new Step(age, reply, true));
  }

  List<Step> steps() {
    return steps;
  }

  boolean isPerQuery() {
    return steps.get(0).at() == null;
  }

  private TaskScript with(Step step) {
    Duration lastAge = steps.get(steps.size() - 1).at();
    if (lastAge == null) {
      throw new IllegalStateException(
          "this script has one reply per query; use beginningWith for replies by age");
    }
    if (step.at() != null && step.at().compareTo(lastAge) < 0) {
      throw new IllegalArgumentException(
          "the entries of a script must be in the order of their age");
    }
    List<Step> extended = new ArrayList<>(steps);
    extended.add(step);
    return new TaskScript(extended);
  }
}
