package io.videotask;

import io.videotask.error.ClientClosedException;
import io.videotask.error.Evidence;
import io.videotask.error.Retry;
import io.videotask.error.UnreachableException;
import io.videotask.error.VideoTaskException;
import io.videotask.error.WaitTimedOutException;
import io.videotask.internal.engine.WaitFailures;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The exceptions of a wait that ended without a finished task; their messages say how the task was
 * last seen, and that it can be waited for again.
 *
 * @param advice returns further advice for a task that was last seen like this; null where there is
 *     none
 */
record TaskWaitFailures(TaskRef ref, Duration limit, Function<VideoTask, @Nullable String> advice)
    implements WaitFailures<VideoTask> {
  @Override
  public RuntimeException timedOut(
      @Nullable VideoTask lastSeen, @Nullable RuntimeException lastFailure) {
    WaitTimedOutException timedOut =
        new WaitTimedOutException(message(lastSeen, lastFailure), Evidence.of(ref), lastSeen);
    if (lastFailure != null) {
      timedOut.initCause(lastFailure);
    }
    return timedOut;
  }

  /** A finished task without a URL is a better result than an exception. */
  @Override
  public @Nullable VideoTask atDeadline(@Nullable VideoTask lastSeen) {
    return lastSeen instanceof VideoTask.Completed ? lastSeen : null;
  }

  @Override
  public RuntimeException closed() {
    return new ClientClosedException(
        "the client was closed while " + ref + " was being asked for; the task goes on",
        Evidence.of(ref));
  }

  @Override
  public RuntimeException unexpected(Throwable cause) {
    if (cause instanceof VideoTaskException known) {
      return known;
    }
    UnreachableException failed =
        new UnreachableException(
            "a query for " + ref + " failed unexpectedly: " + cause.getClass().getSimpleName(),
            Retry.IN_A_WAIT,
            Evidence.of(ref));
    failed.initCause(cause);
    return failed;
  }

  private String message(@Nullable VideoTask lastSeen, @Nullable RuntimeException lastFailure) {
    StringBuilder message = new StringBuilder();
    message
        .append(ref)
        .append(" had not ended after ")
        .append(limit.toString().substring(2).toLowerCase(Locale.ROOT));
    if (lastSeen == null) {
      message.append(", and no query was answered");
    } else {
      message.append(": it was ").append(lastSeen.state());
      if (lastSeen.state().isTerminal()) {
        message.append(", which no second query had confirmed");
      }
      List<String> notes = lastSeen.notes();
      if (!notes.isEmpty()) {
        message.append(" (").append(notes.get(notes.size() - 1)).append(')');
      }
    }
    if (lastFailure != null) {
      message.append("; the last query failed: ").append(lastFailure.getMessage());
    }
    String further = lastSeen == null ? null : advice.apply(lastSeen);
    return message
        .append("; the task goes on, wait for it again")
        .append(further == null ? "" : ", " + further)
        .toString();
  }
}
