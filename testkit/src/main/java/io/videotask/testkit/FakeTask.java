package io.videotask.testkit;

import io.videotask.task.TaskRef;
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
  private Instant changedAt;
  private boolean deleted;

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
   * @param fileId id of its video file, for gateways with files
   * @param model the model of the submit
   */
  record Identity(String id, String fileId, String model) {}

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
    return new TaskRef(format.dialect().name(), format.referenceId(identity.id()));
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
    Reply reply =
        script.isPerQuery() ? nextReplyInOrder() : replyAt(Duration.between(createdAt, now));
    if (reply.kind() instanceof Reply.StateReply && reply != lastState) {
      lastState = reply;
      changedAt = now;
    }
    return reply;
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
