package io.videotask.testkit;

import static java.util.stream.Collectors.joining;

import io.videotask.gateway.Dialect;
import io.videotask.generated.gateway.TaskRows;
import io.videotask.task.TaskRef;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds the tasks of a fake gateway and the scripts of the submits to come. Thread-safe. */
final class FakeTasks {
  private static final int DEFAULT_PAGE_SIZE = 20;

  private static final String USUAL_MODEL = "video-1";
  private static final long FIRST_FILE = 306_793_063_383_292L;

  private final List<FakeTask> tasks = new ArrayList<>();
  private final Deque<PlannedSubmit> plannedSubmits = new ArrayDeque<>();
  private final Map<AnswerFormat, TaskScript> usualScripts = new LinkedHashMap<>();

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
   * Sets the script of submits to this format for which no other one is left.
   *
   * @throws IllegalArgumentException if the format can't represent the script
   */
  synchronized void setUsualScript(AnswerFormat format, TaskScript script) {
    format.requireSupported(script);
    usualScripts.put(format, script);
  }

  /**
   * Returns the formats of the scripts that no submit has used, in the order of their registration.
   */
  synchronized List<AnswerFormat> unusedFormats() {
    return plannedSubmits.stream().map(PlannedSubmit::format).toList();
  }

  /** Returns the reply to a submit without a script. */
  Reply noScriptReply(RequestTarget target) {
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
  synchronized boolean hasScript(RequestTarget target) {
    return plannedSubmits.stream().anyMatch(plan -> isFor(plan, target))
        || usualScripts.keySet().stream().anyMatch(format -> format.isCreatedBy(target));
  }

  private static boolean isFor(PlannedSubmit plan, RequestTarget target) {
    return plan.format().isCreatedBy(target);
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
    String taskId = id == null ? format.taskId(tasks.size() + 1L) : id;
    return add(format, taskId, format.referenceId(taskId), model, script, now);
  }

  private FakeTask add(
      AnswerFormat format,
      String id,
      String referenceId,
      String model,
      TaskScript script,
      Instant now) {
    String fileId = String.valueOf(FIRST_FILE + tasks.size() + 1L);
    FakeTask task =
        new FakeTask(format, new FakeTask.Identity(id, referenceId, fileId, model), script, now);
    tasks.add(task);
    return task;
  }

  /** Uses the first script that is registered for this operation. */
  synchronized Outcome submit(RequestTarget target, Instant now) {
    for (Iterator<PlannedSubmit> plans = plannedSubmits.iterator(); plans.hasNext(); ) {
      PlannedSubmit plan = plans.next();
      if (isFor(plan, target)) {
        plans.remove();
        TaskScript script = plan.script();
        return new Outcome(
            script == null ? null : create(plan.format(), target, script, now), plan.instead());
      }
    }
    for (Map.Entry<AnswerFormat, TaskScript> usual : usualScripts.entrySet()) {
      if (usual.getKey().isCreatedBy(target)) {
        return new Outcome(create(usual.getKey(), target, usual.getValue(), now), null);
      }
    }
    return new Outcome(null, null);
  }

  private FakeTask create(
      AnswerFormat format, RequestTarget submit, TaskScript script, Instant now) {
    String id = format.taskId(tasks.size() + 1L);
    String model = submit.model() == null ? USUAL_MODEL : submit.model();
    return add(format, id, AnswerFormat.referenceId(submit, id), model, script, now);
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

  /** Returns the task whose submit had the client's own id, or null. */
  synchronized @Nullable FakeTask findByClientId(Dialect dialect, String clientId) {
    return tasks.stream()
        .filter(task -> task.format().dialect().equals(dialect) && !task.isDeleted())
        .filter(task -> clientId.equals(task.submitted().clientId()))
        .findFirst()
        .orElse(null);
  }

  synchronized @Nullable FakeTask findByFileId(@Nullable String fileId) {
    return tasks.stream()
        .filter(task -> task.identity().fileId().equals(fileId))
        .findFirst()
        .orElse(null);
  }

  /** Returns the page of tasks that a list asks for, newest first. */
  synchronized Page page(RequestTarget list) {
    int limit = list.pageSize() == null ? DEFAULT_PAGE_SIZE : list.pageSize();
    TaskRows rows = list.list();
    List<FakeTask> remaining = rows == null ? List.of() : listed(list.dialect(), rows);
    int from = rows == null ? 0 : Math.min(from(rows, list, remaining, limit), remaining.size());
    int to = Math.min(from + limit, remaining.size());
    return new Page(List.copyOf(remaining.subList(from, to)), to < remaining.size());
  }

  /**
   * Returns the tasks that a request asks for together.
   *
   * @param ids their ids; null for the newest
   */
  synchronized List<FakeTask> many(AnswerFormat format, @Nullable Set<String> ids, int most) {
    List<FakeTask> asked = new ArrayList<>(tasks);
    Collections.reverse(asked);
    asked.removeIf(
        task ->
            task.isDeleted()
                || !task.format().equals(format)
                || (ids != null && !ids.contains(task.identity().id())));
    return List.copyOf(asked.subList(0, Math.min(most, asked.size())));
  }

  private List<FakeTask> listed(Dialect dialect, TaskRows rows) {
    String prefix = rows.prefix() == null ? "" : rows.prefix();
    List<FakeTask> listed = new ArrayList<>(tasks);
    Collections.reverse(listed);
    listed.removeIf(
        task ->
            task.isDeleted()
                || !task.format().dialect().equals(dialect)
                || !task.identity().referenceId().startsWith(prefix));
    return listed;
  }

  /** Returns where a page begins: by its number, or after the task that the request names. */
  private static int from(TaskRows rows, RequestTarget list, List<FakeTask> listed, int limit) {
    if (rows.numbered()) {
      return list.id().matches("[1-9]\\d{0,5}") ? (Integer.parseInt(list.id()) - 1) * limit : 0;
    }
    for (int i = 0; i < listed.size(); i++) {
      if (list.ids().contains(listed.get(i).identity().id())) {
        return i + 1;
      }
    }
    return 0;
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
}
