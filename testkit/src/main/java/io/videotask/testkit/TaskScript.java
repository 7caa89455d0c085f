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
  private final List<Call> calls;

  private TaskScript(List<Step> steps, List<Call> calls) {
    this.steps = List.copyOf(steps);
    this.calls = List.copyOf(calls);
  }

  /**
   * A callback of the task's vendor.
   *
   * @param at age of the task when it comes; zero for before the submit's answer
   * @param reply the state that it reports
   */
  record Call(Duration at, Reply reply) {}

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
    return new TaskScript(steps, List.of());
  }

  /** Creates a script by the gateway's clock that starts with this reply. */
  public static TaskScript startingWith(Reply reply) {
    return new TaskScript(List.of(new Step(Duration.ZERO, reply, false)), List.of());
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

  /**
   * Adds the callbacks of a vendor that calls at each change of the state: one for each entry with
   * {@code from} so far, this long after it. They are sent if the submit had a URL and {@link
   * FakeGateway#sendCallbacksTo} has a receiver.
   *
   * @param latency zero or more
   * @throws IllegalStateException if this script has one reply per query
   */
  public TaskScript calling(Duration latency) {
    List<Call> more = new ArrayList<>(calls);
    for (Step step : steps) {
      Duration at = step.at();
      if (at == null) {
        throw new IllegalStateException(
            "this script has one reply per query, so that its changes have no time; use"
                + " calling(age, reply)");
      }
      if (!step.once() && at.compareTo(Duration.ZERO) > 0) {
        more.add(new Call(at.plus(latency), step.reply()));
      }
    }
    return new TaskScript(steps, more);
  }

  /**
   * Adds one callback, whatever the state is then: a second one that says the same, one that is
   * late, a forged one, or, at an age of zero, one that comes before the answer to the submit.
   *
   * @param age age of the task when it is sent
   * @param reply the state that it reports
   * @throws IllegalArgumentException if the reply is no state
   */
  public TaskScript calling(Duration age, Reply reply) {
    if (!reply.hasState()) {
      throw new IllegalArgumentException("a callback reports a state");
    }
    List<Call> more = new ArrayList<>(calls);
    more.add(new Call(age, reply));
    return new TaskScript(steps, more);
  }

  List<Call> calls() {
    return calls;
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
    return new TaskScript(extended, calls);
  }
}
