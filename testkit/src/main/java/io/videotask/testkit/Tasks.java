package io.videotask.testkit;

import io.videotask.gateway.Dialect;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The tasks that exist, and what the next submits will make. Thread-safe. */
final class Tasks {
  static final Reply NOTHING_PLANNED =
      Reply.json(
          400,
          "{\"code\":\"invalid_request\",\"message\":\"no script is left for this submit: call onSubmit before"
              + " it\",\"data\":null}");

  /** In JSON, and in a form. */
  private static final Pattern MODEL =
      Pattern.compile(
          "\"model\"\\s*:\\s*\"([^\"]*)\"|name=\"model\"[^\\n]*\\r\\n(?:[^\\n]+\\r\\n)*\\r\\n([^\\r]*)");

  private static final long FIRST_FILE = 306_793_063_383_292L;

  private final List<FakeTask> tasks = new ArrayList<>();
  private final Deque<Planned> planned = new ArrayDeque<>();

  /**
   * What a submit will get.
   *
   * @param life null where the reply comes instead
   */
  private record Planned(Shape shape, @Nullable TaskLife life, @Nullable Reply instead) {}

  /**
   * What a submit gets.
   *
   * @param task what it made; null where it made none
   * @param instead what is answered instead of the task's id; null for that
   */
  record Outcome(@Nullable FakeTask task, @Nullable Reply instead) {}

  synchronized void plan(Shape shape, TaskLife life) {
    planned.add(new Planned(shape, life, null));
  }

  synchronized void plan(Shape shape, Reply instead) {
    planned.add(new Planned(shape, null, instead));
  }

  synchronized void plan(Shape shape, TaskLife life, Reply instead) {
    planned.add(new Planned(shape, life, instead));
  }

  synchronized FakeTask add(
      Shape shape, @Nullable String id, String model, TaskLife life, Instant now) {
    long number = tasks.size() + 1L;
    FakeTask.Identity identity =
        new FakeTask.Identity(
            id == null ? shape.id(number) : id, String.valueOf(FIRST_FILE + number), model);
    FakeTask task = new FakeTask(shape, identity, life, now);
    tasks.add(task);
    return task;
  }

  /** The first plan for this operation, carried out. */
  synchronized Outcome submit(Routes.Asked asked, String body, Instant now) {
    for (Iterator<Planned> plans = planned.iterator(); plans.hasNext(); ) {
      Planned plan = plans.next();
      if (plan.shape().dialect().equals(asked.dialect())
          && plan.shape().answers(asked.operation())) {
        plans.remove();
        TaskLife life = plan.life();
        FakeTask task = life == null ? null : add(plan.shape(), null, model(body), life, now);
        return new Outcome(task, plan.instead());
      }
    }
    return new Outcome(null, null);
  }

  /**
   * The task of this id.
   *
   * @param dialect null for any
   */
  synchronized @Nullable FakeTask withId(@Nullable Dialect dialect, @Nullable String id) {
    return tasks.stream()
        .filter(task -> dialect == null || task.shape().dialect().equals(dialect))
        .filter(task -> task.identity().id().equals(id))
        .findFirst()
        .orElse(null);
  }

  synchronized @Nullable FakeTask withFile(@Nullable String fileId) {
    return tasks.stream()
        .filter(task -> task.identity().fileId().equals(fileId))
        .findFirst()
        .orElse(null);
  }

  private static String model(String body) {
    Matcher matcher = MODEL.matcher(body);
    if (!matcher.find()) {
      return "video-1";
    }
    return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
  }
}
