package io.videotask;

import io.videotask.error.ClientClosedException;
import io.videotask.error.Evidence;
import io.videotask.error.Retry;
import io.videotask.error.UnreachableException;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.internal.client.Submission;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.engine.RateLimiter;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Submits, each once, and remembers for a moment which tasks this client has just made: a gateway
 * may not know them yet.
 */
final class Submitter {
  /** Gateways with replicas or caches answer "not found" for a while after a create. */
  private static final long GRACE_NANOS = Duration.ofSeconds(15).toNanos();

  private final TimeSource time;
  private final SubmitQueue queue;
  private final Executor results;
  private final Map<TaskRef, Long> made = new ConcurrentHashMap<>();
  private final Set<Pending> pending = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param results ends futures, with whatever hangs on them
   */
  Submitter(TimeSource time, RateLimiter pace, Executor results) {
    this.time = time;
    this.queue = new SubmitQueue(time, pace);
    this.results = results;
  }

  /** A submit that waits for its turn, or is under way. */
  final class Pending implements SubmitQueue.Turn {
    /** Nothing of a caller's hangs on this one, so whoever waits for it waits for nobody else. */
    private final CompletableFuture<SubmitOutcome> ended = new CompletableFuture<>();

    private final CompletableFuture<SubmitOutcome> outcome = new CompletableFuture<>();
    private final Supplier<Submission> send;
    private @Nullable Submission underWay;
    private boolean abandoned;

    private Pending(Supplier<Submission> send) {
      this.send = send;
    }

    CompletableFuture<SubmitOutcome> outcome() {
      return outcome;
    }

    @Override
    public void begin() {
      Runnable whileUnderWay = time.pause();
      try {
        Submission submission;
        synchronized (this) {
          if (abandoned || ended.isDone()) {
            whileUnderWay.run();
            return;
          }
          submission = send.get();
          underWay = submission;
        }
        submission
            .outcome()
            .whenComplete(
                (value, thrown) -> {
                  if (value instanceof SubmitOutcome.Accepted accepted) {
                    remember(accepted.task());
                  }
                  end(value, thrown, whileUnderWay);
                });
      } catch (Throwable e) {
        // Nothing can have left: the request itself runs elsewhere.
        end(null, notSent(e), whileUnderWay);
      }
    }

    @Override
    public void refuse(Throwable why) {
      end(null, notSent(why), () -> {});
    }

    private void end(@Nullable SubmitOutcome value, @Nullable Throwable thrown, Runnable whenTold) {
      Throwable failure =
          thrown instanceof CompletionException wrapped && wrapped.getCause() != null
              ? wrapped.getCause()
              : thrown;
      if (value != null) {
        ended.complete(value);
      } else {
        ended.completeExceptionally(
            failure == null ? new IllegalStateException("no outcome") : failure);
      }
      Runnable told =
          () -> {
            try {
              ended.whenComplete(
                  (outcomeNow, failureNow) -> {
                    if (outcomeNow != null) {
                      outcome.complete(outcomeNow);
                    } else {
                      outcome.completeExceptionally(failureNow);
                    }
                  });
            } finally {
              whenTold.run();
            }
          };
      try {
        results.execute(told);
      } catch (Throwable e) {
        // No thread for callbacks: late is worse than on this one.
        told.run();
      }
    }

    /** Keeps it from being sent; what is under way is stopped, and its outcome still comes. */
    private void abandon(String why) {
      Submission submission;
      synchronized (this) {
        abandoned = true;
        submission = underWay;
      }
      if (submission == null) {
        queue.leave(this);
        end(
            null,
            new ClientClosedException(why + ", and nothing was sent", Evidence.of(null)),
            () -> {});
      } else {
        submission.abandon();
      }
    }
  }

  /** Sends when the pace allows it. */
  Pending submit(Supplier<Submission> send) {
    Pending submit = new Pending(send);
    pending.add(submit);
    submit.ended.whenComplete((value, thrown) -> pending.remove(submit));
    submit.outcome.whenComplete(
        (value, thrown) -> {
          if (submit.outcome.isCancelled()) {
            submit.abandon("the submit was cancelled");
          }
        });
    if (closed) {
      submit.abandon("the client was closed");
    } else {
      queue.enter(submit);
    }
    return submit;
  }

  private static UnreachableException notSent(Throwable why) {
    UnreachableException failure =
        new UnreachableException(
            "nothing was submitted: no thread could be started for it; nothing was sent, so it can"
                + " be submitted again",
            Retry.ALWAYS,
            Evidence.of(null));
    failure.initCause(why);
    return failure;
  }

  /**
   * The outcome. A thread that is interrupted stops the sending, keeps its flag, and hears what has
   * become of it.
   */
  static SubmitOutcome join(Pending submit) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return submit.ended.get();
        } catch (InterruptedException e) {
          interrupted = true;
          submit.abandon("the thread that submitted was interrupted");
        } catch (ExecutionException e) {
          if (e.getCause() instanceof RuntimeException failure) {
            throw failure;
          }
          throw new IllegalStateException("a submit failed unexpectedly", e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether this client has made the task so lately that a gateway may not know it yet. */
  boolean isNew(TaskRef ref) {
    Long since = made.get(ref);
    return since != null && time.nanoTime() - since < GRACE_NANOS;
  }

  /** The look, for which a task that was just made is not missing but late. */
  CompletableFuture<PollResult<VideoTask>> patient(
      TaskRef ref, CompletableFuture<PollResult<VideoTask>> look) {
    if (!isNew(ref)) {
      return look;
    }
    CompletableFuture<PollResult<VideoTask>> patient = look.thenApply(Submitter::waitedOut);
    patient.whenComplete(
        (value, thrown) -> {
          if (patient.isCancelled()) {
            look.cancel(true);
          }
        });
    return patient;
  }

  void close() {
    closed = true;
    pending.forEach(submit -> submit.abandon("the client was closed"));
  }

  private static PollResult<VideoTask> waitedOut(PollResult<VideoTask> look) {
    return look instanceof PollResult.Failed<VideoTask> failed
            && failed.remedy() == PollResult.RetryAdvice.CONFIRM
        ? new PollResult.Failed<>(
            failed.failure(), PollResult.RetryAdvice.RETRY_IN_WAIT, failed.retryAfter())
        : look;
  }

  private void remember(TaskRef ref) {
    long now = time.nanoTime();
    made.values().removeIf(since -> now - since >= GRACE_NANOS);
    made.put(ref, now);
  }
}
