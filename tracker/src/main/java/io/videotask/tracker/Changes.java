package io.videotask.tracker;

import io.videotask.poll.PollListener;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Reports changes of tasks to the application's handler. Thread-safe. */
final class Changes {
  private final ChangeHandler handler;
  private final TaskRows rows;
  private final System.Logger log;
  private final AtomicBoolean failed = new AtomicBoolean();

  Changes(ChangeHandler handler, TaskRows rows, System.Logger log) {
    this.handler = handler;
    this.rows = rows;
    this.log = log;
  }

  /**
   * Returns the listener for the wait of a task.
   *
   * @param last the state that was known before the wait; null for none
   */
  PollListener<VideoTask> of(OpenTask task, @Nullable TaskState last) {
    return new PollListener<>() {
      @Override
      public void onChange(@Nullable VideoTask before, VideoTask now) {
        TaskState known = before == null ? last : before.state();
        if (now.state() != known && !now.state().isTerminal() && !task.isStopped()) {
          report(task, now);
        }
      }
    };
  }

  private void report(OpenTask task, VideoTask now) {
    try {
      Row row = rows.byId(task.row().id());
      if (row != null && row.state() == TrackState.OPEN) {
        handler.changed(row.task(), now);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      if (failed.compareAndSet(false, true)) {
        log.log(
            Level.WARNING,
            "a change of "
                + now.ref()
                + " was not reported, and later failures are not logged: "
                + e.getClass().getSimpleName());
      }
    }
  }
}
