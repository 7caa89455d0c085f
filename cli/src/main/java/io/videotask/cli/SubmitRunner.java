package io.videotask.cli;

import io.videotask.error.ErrorKind;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Submits once and tells the outcome once, be it that somebody stops us in between: what has left
 * may have made a task, and that must be the last that is heard of it. Thread-safe.
 */
final class SubmitRunner {
  /** How long a stop waits for what has become of a request; the process ends soon after. */
  private static final Duration LAST_CHANCE = Duration.ofMillis(300);

  private final CommandContext call;
  private final OutputOptions output;
  private final Client client;
  private ExitCode exit = ExitCode.OK;
  private boolean told;
  private @Nullable TaskRef accepted;

  SubmitRunner(CommandContext call, OutputOptions output, Client client) {
    this.call = call;
    this.output = output;
    this.client = client;
  }

  /**
   * Returns the reference, or null where the task was not accepted.
   *
   * @throws IllegalArgumentException when the gateway has no word for what is asked; nothing is
   *     sent
   */
  @Nullable TaskRef submit(VideoRequest request) {
    CompletableFuture<SubmitOutcome> outcome = client.videos().submitAsync(request);
    call.interruption().onStop(() -> stopped(outcome));
    try {
      return tell(outcome.get());
    } catch (ExecutionException e) {
      tell(ErrorReport.ofSubmit(e.getCause() == null ? e : e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      tell(ErrorReport.outcomeUnknown());
    }
    return null;
  }

  /** How the submit ended. */
  synchronized ExitCode exit() {
    return exit;
  }

  private @Nullable TaskRef tell(SubmitOutcome outcome) {
    try {
      TaskRef ref = outcome.orThrow();
      accepted(
          ref, outcome instanceof SubmitOutcome.Accepted accepted ? accepted.notes() : List.of());
      return ref;
    } catch (VideoTaskException e) {
      tell(ErrorReport.of(e));
      return null;
    }
  }

  private synchronized void accepted(TaskRef ref, List<String> notes) {
    if (!told) {
      told = true;
      accepted = ref;
      call.console().result(output.json() ? Json.submitted(ref, notes) : ref.toString());
      // No progress, and no less than another video than was asked for: --quiet does not hide it.
      notes.forEach(note -> call.console().say("note: " + TerminalText.oneLine(note)));
    }
  }

  private synchronized void tell(ErrorReport problem) {
    if (!told) {
      told = true;
      exit = problem.exit();
      call.console().problem(problem, output.json());
    }
  }

  /** Takes the request back as far as that goes, and says what is known. */
  private ExitCode stopped(CompletableFuture<SubmitOutcome> outcome) {
    if (!hasTold()) {
      client.close();
      tellWhatIsKnown(outcome);
    }
    return stopped();
  }

  private synchronized ExitCode stopped() {
    if (accepted != null) {
      call.console().problem(ErrorReport.interrupted(accepted), output.json());
    }
    call.console().close();
    return exit == ExitCode.OUTCOME_UNKNOWN ? exit : ExitCode.INTERRUPTED;
  }

  private void tellWhatIsKnown(CompletableFuture<SubmitOutcome> outcome) {
    try {
      tell(outcome.get(LAST_CHANCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      boolean unsent = e.getCause() instanceof VideoTaskException v && v.kind() == ErrorKind.CLOSED;
      tell(
          unsent
              ? ErrorReport.interruptedBeforeSending()
              : ErrorReport.ofSubmit(e.getCause() == null ? e : e.getCause()));
    } catch (InterruptedException | TimeoutException e) {
      tell(ErrorReport.outcomeUnknown());
    }
  }

  private synchronized boolean hasTold() {
    return told;
  }
}
