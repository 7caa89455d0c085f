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
 * Reports on tasks: each change, and exactly one end per task, either a result, an error or an
 * interruption. Thread-safe.
 */
final class TaskReport implements PollListener<VideoTask> {
  private final Console console;
  private final ProgressDisplay progress;
  private final boolean json;
  private final Map<TaskRef, @Nullable PrintedState> running = new LinkedHashMap<>();
  private final Set<TaskRef> downloading = new HashSet<>();
  private final List<TaskRef> timedOut = new ArrayList<>();
  private final Map<TaskRef, TaskState> ends = new LinkedHashMap<>();
  private ExitCode exit = ExitCode.OK;
  private int failedQueries;

  TaskReport(Console console, ProgressDisplay progress, boolean json, Collection<TaskRef> refs) {
    this.console = console;
    this.progress = progress;
    this.json = json;
    refs.forEach(ref -> running.put(ref, null));
  }

  /** The printed part of a task's state; an equal one is not printed again. */
  private record PrintedState(
      TaskState state, @Nullable String rawStatus, @Nullable Integer progress) {
    static PrintedState of(VideoTask task) {
      return new PrintedState(task.state(), task.rawStatus(), task.progress());
    }
  }

  @Override
  public synchronized void onAnswer(VideoTask task) {
    if (task.state().isTerminal() || !running.containsKey(task.ref())) {
      return; // ended reports it, once
    }
    PrintedState printedState = PrintedState.of(task);
    if (!printedState.equals(running.put(task.ref(), printedState))) {
      if (json) {
        console.result(Json.of(task));
      }
      progress.stateChanged(task);
    }
  }

  @Override
  public synchronized void onFailure(RuntimeException failure, int consecutive) {
    failedQueries++;
    if (failure instanceof VideoTaskException e
        && e.task() != null
        && running.containsKey(e.task())) {
      progress.queryFailed(e.task(), String.valueOf(e.getMessage()));
    }
  }

  /** A wait has finished. */
  synchronized void ended(VideoTask task) {
    finish(task, ExitCode.of(task.state()), TerminalText.of(task));
  }

  /** A task to be downloaded has no video; this is also reported on standard error. */
  synchronized void noVideo(VideoTask task) {
    if (json && isRunning(task.ref())) {
      console.say("videotask: " + TerminalText.of(task));
    }
    ended(task);
  }

  /** The download of a completed task's video has started. */
  synchronized void downloadStarted(VideoTask.Completed task) {
    if (isRunning(task.ref())) {
      downloading.add(task.ref());
      int videos = task.videos().size();
      if (videos > 1) {
        console.say("note: " + task.ref() + " made " + videos + " videos; the first is fetched");
      }
    }
  }

  /** Bytes of a video have arrived. */
  synchronized void downloadProgress(TaskRef ref, long bytes, @Nullable Long total) {
    if (isRunning(ref)) {
      progress.downloadProgress(ref, bytes, total);
    }
  }

  /** The video of a task has been written to its file. */
  synchronized void downloaded(VideoTask.Completed task, Path file) {
    finish(task, ExitCode.OK, TerminalText.oneLine(file.toString()));
  }

  /** The result of a single query, in whatever state. */
  synchronized void queried(VideoTask task) {
    finish(task, ExitCode.OK, TerminalText.of(task));
  }

  /** The wait for a task has failed before the task ended. */
  synchronized void failed(TaskRef ref, ErrorReport problem) {
    if (!isRunning(ref)) {
      return;
    }
    running.remove(ref);
    exit = exit.or(problem.exit());
    if (problem.exit() == ExitCode.STILL_RUNNING) {
      timedOut.add(ref);
    }
    progress.finished(ref, problem.kind());
    console.problem(problem.task() == null ? problem.withTask(ref.toString()) : problem, json);
  }

  /**
   * The process is being stopped: reports the tasks that are still running, and closes the console.
   */
  synchronized ExitCode interrupted() {
    running
        .keySet()
        .forEach(
            ref ->
                console.problem(
                    downloading.contains(ref)
                        ? ErrorReport.interruptedFetching(ref)
                        : ErrorReport.interrupted(ref),
                    json));
    running.clear();
    console.close();
    return ExitCode.INTERRUPTED;
  }

  /** Returns the tasks whose deadline has passed. */
  synchronized List<TaskRef> timedOut() {
    return List.copyOf(timedOut);
  }

  /** Returns the highest exit code so far. */
  synchronized ExitCode exit() {
    return exit;
  }

  /** Returns the final states of the tasks that have ended. */
  synchronized Map<TaskRef, TaskState> ends() {
    return Map.copyOf(ends);
  }

  /** Returns the number of failed queries during the waits. */
  synchronized int failedQueries() {
    return failedQueries;
  }

  private boolean isRunning(TaskRef ref) {
    return running.containsKey(ref);
  }

  private void finish(VideoTask task, ExitCode code, String text) {
    if (!isRunning(task.ref())) {
      return;
    }
    running.remove(task.ref());
    ends.put(task.ref(), task.state());
    exit = exit.or(code);
    progress.finished(task.ref(), task.state().name());
    console.result(json ? Json.of(task) : text);
  }
}
