package io.videotask.testkit;

import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A task of the fake gateway and the position in its script. Thread-safe. */
final class FakeTask {
  private final AnswerFormat format;
  private final Identity identity;
  private final TaskScript script;
  private final Instant createdAt;
  private final Set<Integer> usedSteps = new HashSet<>();
  private int queries;
  private @Nullable Reply lastState;
  private @Nullable Reply cancelled;
  private Instant changedAt;
  private boolean deleted;
  private SubmittedFields submitted = SubmittedFields.NONE;

  FakeTask(AnswerFormat format, Identity identity, TaskScript script, Instant createdAt) {
    this.format = format;
    this.identity = identity;
    this.script = script;
    this.createdAt = createdAt;
    this.changedAt = createdAt;
  }

  /**
   * The ids of a task.
   *
   * @param id the wire id
   * @param referenceId the id in the client's reference
   * @param fileId id of its video file, for gateways with files
   * @param model the model of the submit
   */
  record Identity(String id, String referenceId, String fileId, String model) {}

  /** Remembers what the submit of this task had. */
  synchronized void submittedWith(SubmittedFields fields) {
    submitted = fields;
  }

  synchronized SubmittedFields submitted() {
    return submitted;
  }

  AnswerFormat format() {
    return format;
  }

  Identity identity() {
    return identity;
  }

  Instant createdAt() {
    return createdAt;
  }

  /** Returns when the task entered its current state. */
  synchronized Instant changedAt() {
    return changedAt;
  }

  List<TaskScript.Call> calls() {
    return script.calls();
  }

  TaskRef ref() {
    return new TaskRef(format.dialect().name(), identity.referenceId());
  }

  /** Returns what is before the id in the reference; empty for nothing. */
  String kind() {
    String reference = identity.referenceId();
    return reference.endsWith(":" + identity.id())
        ? reference.substring(0, reference.length() - identity.id().length() - 1)
        : "";
  }

  /**
   * Cancels the task, if it is in a state in which its gateway does.
   *
   * @return whether it is cancelled
   */
  synchronized boolean cancel(Instant now) {
    TaskState state = state(now);
    boolean can =
        state == TaskState.QUEUED
            || (state == TaskState.IN_PROGRESS && !format.dialect().gateway().cancelsOnlyQueued());
    if (can && format.has(TaskState.CANCELLED)) {
      cancelled = Reply.cancelled();
      changedAt = now;
      return true;
    }
    return false;
  }

  /** Returns the state at this time, without a query. */
  synchronized TaskState state(Instant now) {
    TaskState state = lastState().state();
    for (TaskScript.Step step : script.steps()) {
      Duration at = step.at();
      if (at != null
          && !step.once()
          && at.compareTo(Duration.between(createdAt, now)) <= 0
          && step.reply().kind() instanceof Reply.StateReply due) {
        state = due.state();
      }
    }
    return cancelled == null ? state : TaskState.CANCELLED;
  }

  /** Marks the task as deleted: queries no longer find it, recorded requests still do. */
  synchronized void delete() {
    deleted = true;
  }

  synchronized boolean isDeleted() {
    return deleted;
  }

  /** Returns the state that the last query returned; queued before the first query. */
  synchronized Reply.StateReply lastState() {
    Reply reply = lastState == null ? Reply.queued() : lastState;
    return (Reply.StateReply) reply.kind();
  }

  /** Returns the reply to a query at this time, and advances the script. */
  synchronized Reply nextReply(Instant now) {
    Reply scripted =
        script.isPerQuery() ? nextReplyInOrder() : replyAt(Duration.between(createdAt, now));
    Reply reply = cancelled == null ? scripted : cancelled;
    if (reply.kind() instanceof Reply.StateReply && reply != lastState) {
      lastState = reply;
      changedAt = now;
    }
    return reply;
  }

  /**
   * Returns the state in an answer about many tasks, and advances the script.
   *
   * @return null where the next reply is no state: it is left to a query of this task alone
   */
  synchronized Reply.@Nullable StateReply nextRow(Instant now) {
    int queriesBefore = queries;
    Set<Integer> usedBefore = Set.copyOf(usedSteps);
    if (nextReply(now).kind() instanceof Reply.StateReply state) {
      return state;
    }
    queries = queriesBefore;
    usedSteps.retainAll(usedBefore);
    return null;
  }

  /** Returns the video of the last state, or null if it has none. */
  synchronized Reply.@Nullable Video video() {
    return lastState != null && lastState.kind() instanceof Reply.StateReply state
        ? state.video()
        : null;
  }

  private Reply nextReplyInOrder() {
    List<TaskScript.Step> steps = script.steps();
    return steps.get(Math.min(queries++, steps.size() - 1)).reply();
  }

  /** Returns the reply for this age; a one-time reply that is due is returned first, once. */
  private Reply replyAt(Duration age) {
    List<TaskScript.Step> steps = script.steps();
    Reply reply = steps.get(0).reply();
    for (int i = 0; i < steps.size(); i++) {
      TaskScript.Step step = steps.get(i);
      Duration at = step.at();
      if (at == null || at.compareTo(age) > 0) {
        break;
      }
      if (!step.once()) {
        reply = step.reply();
      } else if (usedSteps.add(i)) {
        return step.reply();
      }
    }
    return reply;
  }
}
