package io.videotask.cli;

import io.videotask.error.VideoTaskException;
import io.videotask.poll.PollListener;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what becomes of tasks: each change, and of each task exactly one end, be it a result, a
 * problem or an interruption. Thread-safe.
 */
final class TaskReport implements PollListener<VideoTask> {
  private final Console console;
  private final ProgressDisplay progress;
  private final boolean json;
  private final Map<TaskRef, @Nullable Face> running = new LinkedHashMap<>();
  private final Set<TaskRef> onTheWay = new HashSet<>();
  private final List<TaskRef> timedOut = new ArrayList<>();
  private final Map<TaskRef, TaskState> ends = new LinkedHashMap<>();
  private ExitCode exit = ExitCode.OK;
  private int failures;

  TaskReport(Console console, ProgressDisplay progress, boolean json, Collection<TaskRef> refs) {
    this.console = console;
    this.progress = progress;
    this.json = json;
    refs.forEach(ref -> running.put(ref, null));
  }

  /** What a line tells; a task whose face is the same is not printed again. */
  private record Face(TaskState state, @Nullable String rawStatus, @Nullable Integer progress) {
    static Face of(VideoTask task) {
      return new Face(task.state(), task.rawStatus(), task.progress());
    }
  }

  @Override
  public synchronized void onAnswer(VideoTask task) {
    if (task.state().isTerminal() || !running.containsKey(task.ref())) {
      return; // its end is told once, by ended
    }
    Face face = Face.of(task);
    if (!face.equals(running.put(task.ref(), face))) {
      if (json) {
        console.result(Json.of(task));
      }
      progress.changed(task);
    }
  }

  @Override
  public synchronized void onFailure(RuntimeException failure, int inARow) {
    failures++;
    if (failure instanceof VideoTaskException e
        && e.task() != null
        && running.containsKey(e.task())) {
      progress.trouble(e.task(), String.valueOf(e.getMessage()));
    }
  }

  /** A wait came to its end. */
  synchronized void ended(VideoTask task) {
    settle(task, ExitCode.of(task.state()), TerminalText.of(task));
  }

  /** A task whose video was to be fetched has none; whoever reads only errors is told as well. */
  synchronized void nothingToFetch(VideoTask task) {
    if (json && isRunning(task.ref())) {
      console.say("videotask: " + TerminalText.of(task));
    }
    ended(task);
  }

  /** A task made its video, which is now on its way. */
  synchronized void fetching(VideoTask.Completed task) {
    if (isRunning(task.ref())) {
      onTheWay.add(task.ref());
      int videos = task.videos().size();
      if (videos > 1) {
        console.say("note: " + task.ref() + " made " + videos + " videos; the first is fetched");
      }
    }
  }

  /** Bytes of a video have come. */
  synchronized void fetched(TaskRef ref, long bytes, @Nullable Long total) {
    if (isRunning(ref)) {
      progress.fetched(ref, bytes, total);
    }
  }

  /** The video of a task lies in its file. */
  synchronized void stored(VideoTask.Completed task, Path file) {
    settle(task, ExitCode.OK, TerminalText.oneLine(file.toString()));
  }

  /** One look, whatever it saw. */
  synchronized void looked(VideoTask task) {
    settle(task, ExitCode.OK, TerminalText.of(task));
  }

  /** A task won't be asked about any more, and it has not ended. */
  synchronized void failed(TaskRef ref, ErrorReport problem) {
    if (!isRunning(ref)) {
      return;
    }
    running.remove(ref);
    exit = exit.or(problem.exit());
    if (problem.exit() == ExitCode.STILL_RUNNING) {
      timedOut.add(ref);
    }
    progress.over(ref, problem.kind());
    console.problem(problem.task() == null ? problem.withTask(ref.toString()) : problem, json);
  }

  /** Somebody stops us: the last that is heard of the tasks that still run. */
  synchronized ExitCode interrupted() {
    running
        .keySet()
        .forEach(
            ref ->
                console.problem(
                    onTheWay.contains(ref)
                        ? ErrorReport.interruptedFetching(ref)
                        : ErrorReport.interrupted(ref),
                    json));
    running.clear();
    console.close();
    return ExitCode.INTERRUPTED;
  }

  /** The tasks whose deadline passed. */
  synchronized List<TaskRef> timedOut() {
    return List.copyOf(timedOut);
  }

  /** The highest code among the tasks so far. */
  synchronized ExitCode exit() {
    return exit;
  }

  /** How the tasks ended that did. */
  synchronized Map<TaskRef, TaskState> ends() {
    return Map.copyOf(ends);
  }

  /** How many queries failed while the waits went on. */
  synchronized int failures() {
    return failures;
  }

  private boolean isRunning(TaskRef ref) {
    return running.containsKey(ref);
  }

  private void settle(VideoTask task, ExitCode code, String words) {
    if (!isRunning(task.ref())) {
      return;
    }
    running.remove(task.ref());
    ends.put(task.ref(), task.state());
    exit = exit.or(code);
    progress.over(task.ref(), task.state().name());
    console.result(json ? Json.of(task) : words);
  }
}
