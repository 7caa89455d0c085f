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

/** Holds the tasks of a fake gateway and the scripts of the submits to come. Thread-safe. */
final class FakeTasks {
  /** Finds the model in a JSON body or in a multipart form. */
  private static final Pattern MODEL =
      Pattern.compile(
          "\"model\"\\s*:\\s*\"([^\"]*)\"|name=\"model\"[^\\n]*\\r\\n(?:[^\\n]+\\r\\n)*\\r\\n([^\\r]*)");

  private static final long FIRST_FILE = 306_793_063_383_292L;

  private final List<FakeTask> tasks = new ArrayList<>();
  private final Deque<PlannedSubmit> plannedSubmits = new ArrayDeque<>();

  /**
   * The scripted result of a future submit.
   *
   * @param script script of the task that the submit creates; null if it creates none
   */
  private record PlannedSubmit(
      AnswerFormat format, @Nullable TaskScript script, @Nullable Reply instead) {}

  /**
   * The result of a submit.
   *
   * @param task the created task; null if none was created
   * @param instead reply sent in place of the usual answer; null for the usual answer
   */
  record Outcome(@Nullable FakeTask task, @Nullable Reply instead) {}

  /**
   * Adds the script of one future submit. At most one of {@code script} and {@code instead} is
   * null.
   *
   * @throws IllegalArgumentException if {@code instead} is a task state, or the format can't
   *     represent the script
   */
  synchronized void planSubmit(
      AnswerFormat format, @Nullable TaskScript script, @Nullable Reply instead) {
    if (instead != null && instead.hasState()) {
      throw new IllegalArgumentException(
          "a submit is answered with the id of a new task, not with its state: put that into a"
              + " script, onSubmit("
              + format
              + ", TaskScript.of(…))");
    }
    if (script != null) {
      format.requireSupported(script);
    }
    plannedSubmits.add(new PlannedSubmit(format, script, instead));
  }

  /**
   * Returns the formats of the scripts that no submit has used, in the order of their registration.
   */
  synchronized List<AnswerFormat> unusedFormats() {
    return plannedSubmits.stream().map(PlannedSubmit::format).toList();
  }

  /** Returns the reply to a submit without a script. */
  Reply noScriptReply(Routes.RequestTarget target) {
    List<AnswerFormat> unused = unusedFormats();
    return AnswerFormat.of(target.dialect())
        .error(
            "invalid_request",
            "no script is left for this submit of "
                + target.dialect()
                + ": call onSubmit before it; scripted is "
                + (unused.isEmpty()
                    ? "nothing"
                    : unused.stream().map(AnswerFormat::name).collect(joining(", "))));
  }

  /** Returns whether a script is left for this submit. */
  synchronized boolean hasScript(Routes.RequestTarget target) {
    return plannedSubmits.stream().anyMatch(plan -> isFor(plan, target));
  }

  private static boolean isFor(PlannedSubmit plan, Routes.RequestTarget target) {
    return plan.format().dialect().equals(target.dialect())
        && plan.format().isFor(target.operation());
  }

  /** Returns whether a dialect has tasks. */
  synchronized boolean hasTasks(Dialect dialect) {
    return tasks.stream().anyMatch(task -> task.format().dialect().equals(dialect));
  }

  /**
   * @throws IllegalArgumentException if the format can't represent the script
   */
  synchronized FakeTask add(
      AnswerFormat format, @Nullable String id, String model, TaskScript script, Instant now) {
    format.requireSupported(script);
    long number = tasks.size() + 1L;
    FakeTask.Identity identity =
        new FakeTask.Identity(
            id == null ? format.taskId(number) : id, String.valueOf(FIRST_FILE + number), model);
    FakeTask task = new FakeTask(format, identity, script, now);
    tasks.add(task);
    return task;
  }

  /** Uses the first script that is registered for this operation. */
  synchronized Outcome submit(Routes.RequestTarget target, String body, Instant now) {
    for (Iterator<PlannedSubmit> plans = plannedSubmits.iterator(); plans.hasNext(); ) {
      PlannedSubmit plan = plans.next();
      if (isFor(plan, target)) {
        plans.remove();
        TaskScript script = plan.script();
        FakeTask task = script == null ? null : add(plan.format(), null, model(body), script, now);
        return new Outcome(task, plan.instead());
      }
    }
    return new Outcome(null, null);
  }

  /**
   * Returns the task with this id, or null; a deleted task only if no other matches.
   *
   * @param dialect the task's dialect; null for any
   */
  synchronized @Nullable FakeTask findById(@Nullable Dialect dialect, @Nullable String id) {
    return tasks.stream()
        .filter(task -> dialect == null || task.format().dialect().equals(dialect))
        .filter(task -> task.identity().id().equals(id))
        .min(Comparator.comparing(FakeTask::isDeleted))
        .orElse(null);
  }

  synchronized @Nullable FakeTask findByFileId(@Nullable String fileId) {
    return tasks.stream()
        .filter(task -> task.identity().fileId().equals(fileId))
        .findFirst()
        .orElse(null);
  }

  /**
   * Returns a page of tasks, newest first.
   *
   * @param after the id of the last task of the previous page; null for the first page
   * @param limit the maximum number of tasks
   */
  synchronized Page page(Dialect dialect, @Nullable String after, int limit) {
    List<FakeTask> remaining = new ArrayList<>(tasks);
    Collections.reverse(remaining);
    remaining.removeIf(task -> task.isDeleted() || !task.format().dialect().equals(dialect));
    for (int i = 0; after != null && i < remaining.size(); i++) {
      if (remaining.get(i).identity().id().equals(after)) {
        remaining = remaining.subList(i + 1, remaining.size());
        break;
      }
    }
    boolean more = remaining.size() > limit;
    return new Page(List.copyOf(more ? remaining.subList(0, limit) : remaining), more);
  }

  /** A page of tasks, and whether another page follows. */
  record Page(List<FakeTask> tasks, boolean more) {}

  /**
   * Resolves a client's reference to the reference used here: a client may have given the gateway
   * another name.
   *
   * @throws IllegalArgumentException if no task, or more than one, has this id
   */
  synchronized TaskRef resolve(TaskRef ref) {
    Optional<Dialect> dialect = Dialect.named(ref.gateway());
    List<TaskRef> matches =
        tasks.stream()
            .filter(task -> dialect.isEmpty() || dialect.get().equals(task.format().dialect()))
            .map(FakeTask::ref)
            .filter(candidate -> candidate.id().equals(ref.id()))
            .distinct()
            .toList();
    if (matches.size() == 1) {
      return matches.get(0);
    }
    throw new IllegalArgumentException(
        matches.isEmpty()
            ? "this gateway has not made " + ref + "; what was asked about it is in requests()"
            : "this gateway has made " + matches + ": say which of them, not " + ref);
  }

  private static String model(String body) {
    Matcher matcher = MODEL.matcher(body);
    if (!matcher.find()) {
      return "video-1";
    }
    return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
  }
}
