package io.videotask.testkit;

import static java.util.stream.Collectors.joining;

import io.videotask.gateway.Dialect;
import io.videotask.task.TaskRef;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The tasks that exist, and what the next submits will make. Thread-safe. */
final class FakeTasks {
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
  private record Planned(AnswerFormat shape, @Nullable TaskScript life, @Nullable Reply instead) {}

  /**
   * What a submit gets.
   *
   * @param task what it made; null where it made none
   * @param instead what is answered instead of the task's id; null for that
   */
  record Outcome(@Nullable FakeTask task, @Nullable Reply instead) {}

  /**
   * One of the two may be null.
   *
   * @throws IllegalArgumentException when a submit can't get this
   */
  synchronized void plan(AnswerFormat shape, @Nullable TaskScript life, @Nullable Reply instead) {
    if (instead != null && instead.tellsState()) {
      throw new IllegalArgumentException(
          "a submit is answered with the id of a new task, not with where it stands: script that as"
              + " its life, onSubmit("
              + shape
              + ", TaskLife.of(…))");
    }
    if (life != null) {
      shape.requirePlayable(life);
    }
    planned.add(new Planned(shape, life, instead));
  }

  /** The shapes of the submits that have not come yet, in the order of their scripts. */
  synchronized List<AnswerFormat> left() {
    return planned.stream().map(Planned::shape).toList();
  }

  /** The answer to a submit that nobody has scripted. */
  Reply nothingPlanned(Routes.Asked asked) {
    List<AnswerFormat> left = left();
    return Reply.json(
        400,
        "{\"code\":\"invalid_request\",\"message\":\"no script is left for this submit of "
            + asked.dialect()
            + ": call onSubmit before it; scripted is "
            + (left.isEmpty()
                ? "nothing"
                : left.stream().map(AnswerFormat::name).collect(joining(", ")))
            + "\",\"data\":null}");
  }

  /**
   * @throws IllegalArgumentException when the shape can't play this life
   */
  synchronized FakeTask add(
      AnswerFormat shape, @Nullable String id, String model, TaskScript life, Instant now) {
    shape.requirePlayable(life);
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
        TaskScript life = plan.life();
        FakeTask task = life == null ? null : add(plan.shape(), null, model(body), life, now);
        return new Outcome(task, plan.instead());
      }
    }
    return new Outcome(null, null);
  }

  /**
   * The task of this id; a deleted one where there is no other.
   *
   * @param dialect null for any
   */
  synchronized @Nullable FakeTask withId(@Nullable Dialect dialect, @Nullable String id) {
    return tasks.stream()
        .filter(task -> dialect == null || task.shape().dialect().equals(dialect))
        .filter(task -> task.identity().id().equals(id))
        .min(Comparator.comparing(FakeTask::isDeleted))
        .orElse(null);
  }

  synchronized @Nullable FakeTask withFile(@Nullable String fileId) {
    return tasks.stream()
        .filter(task -> task.identity().fileId().equals(fileId))
        .findFirst()
        .orElse(null);
  }

  /**
   * A page of tasks, the newest first.
   *
   * @param after the id of the last one before; null for the first page
   * @param limit how many at most
   */
  synchronized Page page(@Nullable Dialect dialect, @Nullable String after, int limit) {
    List<FakeTask> left = new ArrayList<>(tasks);
    Collections.reverse(left);
    left.removeIf(task -> task.isDeleted() || !task.shape().dialect().equals(dialect));
    for (int i = 0; after != null && i < left.size(); i++) {
      if (left.get(i).identity().id().equals(after)) {
        left = left.subList(i + 1, left.size());
        break;
      }
    }
    boolean more = left.size() > limit;
    return new Page(List.copyOf(more ? left.subList(0, limit) : left), more);
  }

  /** Tasks, and whether there are more. */
  record Page(List<FakeTask> tasks, boolean more) {}

  /**
   * The task that is meant, under the name that it has here: a client may have given the gateway
   * another one.
   *
   * @throws IllegalArgumentException when there is none, or more than one
   */
  synchronized TaskRef meantBy(TaskRef ref) {
    Optional<Dialect> dialect = Dialect.named(ref.gateway());
    List<TaskRef> meant =
        tasks.stream()
            .filter(task -> dialect.isEmpty() || dialect.get().equals(task.shape().dialect()))
            .map(FakeTask::ref)
            .filter(made -> made.id().equals(ref.id()))
            .distinct()
            .toList();
    if (meant.size() == 1) {
      return meant.get(0);
    }
    throw new IllegalArgumentException(
        meant.isEmpty()
            ? "this gateway has not made " + ref + "; what was asked about it is in requests()"
            : "this gateway has made " + meant + ": say which of them, not " + ref);
  }

  private static String model(String body) {
    Matcher matcher = MODEL.matcher(body);
    if (!matcher.find()) {
      return "video-1";
    }
    return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
  }
}
