package io.videotask.cli;

import io.videotask.error.ErrorKind;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.task.LostSubmit;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Submits once and reports the outcome exactly once, even if the process is stopped in between: a
 * request that was sent may have created a task. Thread-safe.
 */
final class SubmitRunner {
  /** How long a shutdown waits for the outcome of a request; the process is halted soon after. */
  private static final Duration SHUTDOWN_GRACE = Duration.ofMillis(300);

  private final CommandContext context;
  private final OutputOptions output;
  private final Client client;
  private final Function<LostSubmit, String> resolveCommand;
  private ExitCode exit = ExitCode.OK;
  private boolean reported;
  private @Nullable TaskRef acceptedRef;

  SubmitRunner(CommandContext context, OutputOptions output, Client client) {
    this(context, output, client, lost -> "videotask resolve " + lost);
  }

  /**
   * @param resolveCommand the command that looks for the task of a submit without an answer
   */
  SubmitRunner(
      CommandContext context,
      OutputOptions output,
      Client client,
      Function<LostSubmit, String> resolveCommand) {
    this.resolveCommand = resolveCommand;
    this.context = context;
    this.output = output;
    this.client = client;
  }

  /**
   * Submits and returns the reference, or null if the task was not accepted.
   *
   * @throws IllegalArgumentException if the gateway can't express the request; nothing is sent
   */
  @Nullable TaskRef submit(VideoRequest request) {
    CompletableFuture<SubmitOutcome> outcome = client.videos().submitAsync(request);
    context.shutdown().onStop(() -> onShutdown(outcome));
    try {
      return report(outcome.get());
    } catch (ExecutionException e) {
      report(ErrorReport.ofSubmit(e.getCause() == null ? e : e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      report(ErrorReport.outcomeUnknown());
    }
    return null;
  }

  /** Returns the exit code of the submit. */
  synchronized ExitCode exit() {
    return exit;
  }

  private @Nullable TaskRef report(SubmitOutcome outcome) {
    try {
      TaskRef ref = outcome.orThrow();
      reportAccepted(
          ref, outcome instanceof SubmitOutcome.Accepted accepted ? accepted.notes() : List.of());
      return ref;
    } catch (VideoTaskException e) {
      report(ErrorReport.of(e));
      return null;
    }
  }

  private synchronized void reportAccepted(TaskRef ref, List<String> notes) {
    if (!reported) {
      reported = true;
      acceptedRef = ref;
      context.console().result(output.json() ? Json.submitted(ref, notes) : ref.toString());
      // A note may say that another video was ordered than requested, so --quiet does not hide it.
      notes.forEach(note -> context.console().say("note: " + TerminalText.oneLine(note)));
    }
  }

  private synchronized void report(ErrorReport problem) {
    if (!reported) {
      reported = true;
      exit = problem.exit();
      context.console().problem(problem, output.json());
      LostSubmit lost = problem.lostSubmit();
      if (lost != null) {
        context.console().say("find out with: " + resolveCommand.apply(lost));
      }
    }
  }

  /** Cancels the request if possible, and reports what is known. */
  private ExitCode onShutdown(CompletableFuture<SubmitOutcome> outcome) {
    if (!isReported()) {
      client.close();
      reportKnownOutcome(outcome);
    }
    return onShutdown();
  }

  private synchronized ExitCode onShutdown() {
    if (acceptedRef != null) {
      context.console().problem(ErrorReport.interrupted(acceptedRef), output.json());
    }
    context.console().close();
    return exit == ExitCode.OUTCOME_UNKNOWN ? exit : ExitCode.INTERRUPTED;
  }

  private void reportKnownOutcome(CompletableFuture<SubmitOutcome> outcome) {
    try {
      report(outcome.get(SHUTDOWN_GRACE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      boolean unsent = e.getCause() instanceof VideoTaskException v && v.kind() == ErrorKind.CLOSED;
      report(
          unsent
              ? ErrorReport.interruptedBeforeSending()
              : ErrorReport.ofSubmit(e.getCause() == null ? e : e.getCause()));
    } catch (InterruptedException | TimeoutException e) {
      report(ErrorReport.outcomeUnknown());
    }
  }

  private synchronized boolean isReported() {
    return reported;
  }
}
