package io.videotask.testkit;

import io.videotask.task.TaskRef;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A task that the gateway has made, and how far its script is. Thread-safe. */
final class FakeTask {
  private final AnswerFormat shape;
  private final Identity identity;
  private final TaskScript life;
  private final Instant born;
  private final Set<Integer> spent = new HashSet<>();
  private int queries;
  private @Nullable Reply last;
  private Instant changed;
  private boolean deleted;

  FakeTask(AnswerFormat shape, Identity identity, TaskScript life, Instant born) {
    this.shape = shape;
    this.identity = identity;
    this.life = life;
    this.born = born;
    this.changed = born;
  }

  /**
   * What tells it from others.
   *
   * @param id as it goes over the wire
   * @param fileId of its video, where the gateway has files
   * @param model as it was ordered
   */
  record Identity(String id, String fileId, String model) {}

  AnswerFormat shape() {
    return shape;
  }

  Identity identity() {
    return identity;
  }

  Instant born() {
    return born;
  }

  /** Since when it stands where it does. */
  synchronized Instant changed() {
    return changed;
  }

  TaskRef ref() {
    return new TaskRef(shape.dialect().name(), shape.referenceId(identity.id()));
  }

  /** From now on there is no such task, but for whoever looks back. */
  synchronized void delete() {
    deleted = true;
  }

  synchronized boolean isDeleted() {
    return deleted;
  }

  /** Where it stood when it was asked for last; queued where nobody has asked. */
  synchronized Reply.Standing standing() {
    Reply told = last == null ? Reply.queued() : last;
    return (Reply.Standing) told.kind();
  }

  /** What a query gets now. */
  synchronized Reply due(Instant now) {
    Reply due = life.byQueries() ? nextInTurn() : dueAt(Duration.between(born, now));
    if (due.kind() instanceof Reply.Standing && due != last) {
      last = due;
      changed = now;
    }
    return due;
  }

  /** The last answer that told of a video, for whoever asks for the video itself. */
  synchronized Reply.@Nullable Video video() {
    return last != null && last.kind() instanceof Reply.Standing standing ? standing.video() : null;
  }

  private Reply nextInTurn() {
    List<TaskScript.Step> steps = life.steps();
    return steps.get(Math.min(queries++, steps.size() - 1)).reply();
  }

  /** A fault that is due goes first, and is then spent. */
  private Reply dueAt(Duration age) {
    List<TaskScript.Step> steps = life.steps();
    Reply due = steps.get(0).reply();
    for (int i = 0; i < steps.size(); i++) {
      TaskScript.Step step = steps.get(i);
      Duration at = step.at();
      if (at == null || at.compareTo(age) > 0) {
        break;
      }
      if (!step.once()) {
        due = step.reply();
      } else if (spent.add(i)) {
        return step.reply();
      }
    }
    return due;
  }
}
