package io.videotask;

import io.videotask.error.ClientClosedException;
import io.videotask.error.Evidence;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.internal.client.Submission;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.engine.RateLimiter;
import io.videotask.internal.engine.RateLimits;
import io.videotask.internal.engine.RootCause;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Submits requests, each once, and remembers for a short time which tasks this client has created,
 * as the gateway may not know them yet. Thread-safe.
 */
final class Submitter {
  /** After a submit, gateways with replicas or caches may answer "not found" for this long. */
  private static final long GRACE_NANOS = Duration.ofSeconds(15).toNanos();

  private final TimeSource time;
  private final RateLimits rateLimits;

  /** By rate limit, so that a submit that waits for one delays none that has another. */
  private final Map<RateLimiter, SubmitQueue> queues = new ConcurrentHashMap<>();

  private final Executor results;
  private final Map<TaskRef, Long> created = new ConcurrentHashMap<>();
  private final Set<Pending> pending = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param results completes futures and runs their dependents
   */
  Submitter(TimeSource time, RateLimits rateLimits, Executor results) {
    this.time = time;
    this.rateLimits = rateLimits;
    this.results = results;
  }

  /** A submit that is queued or in flight. */
  final class Pending implements SubmitQueue.QueuedSubmit {
    /** Has no user dependents, so that a waiting thread does not depend on user callbacks. */
    private final CompletableFuture<SubmitOutcome> internalOutcome = new CompletableFuture<>();

    private final CompletableFuture<SubmitOutcome> outcome = new CompletableFuture<>();
    private final SubmitQueue queue;
    private final Supplier<Submission> send;
    private @Nullable Submission inFlight;
    private boolean cancelled;

    private Pending(SubmitQueue queue, Supplier<Submission> send) {
      this.queue = queue;
      this.send = send;
    }

    CompletableFuture<SubmitOutcome> outcome() {
      return outcome;
    }

    @Override
    public void send() {
      Runnable releaseClock = time.pause();
      try {
        Submission submission;
        synchronized (this) {
          if (cancelled || internalOutcome.isDone()) {
            releaseClock.run();
            return;
          }
          submission = send.get();
          inFlight = submission;
        }
        submission
            .outcome()
            .whenComplete(
                (value, thrown) -> {
                  if (value instanceof SubmitOutcome.Accepted accepted) {
                    remember(accepted.task());
                  }
                  end(value, thrown, releaseClock);
                });
      } catch (Throwable e) {
        // Nothing has been sent: the request itself runs on another thread.
        end(null, ClientRuntime.submitWithoutThread(e), releaseClock);
      }
    }

    @Override
    public void fail(Throwable reason) {
      end(null, ClientRuntime.submitWithoutThread(reason), () -> {});
    }

    private void end(
        @Nullable SubmitOutcome value, @Nullable Throwable thrown, Runnable afterwards) {
      Throwable failure = thrown == null ? null : RootCause.of(thrown);
      if (value != null) {
        internalOutcome.complete(value);
      } else {
        internalOutcome.completeExceptionally(
            failure == null ? new IllegalStateException("no outcome") : failure);
      }
      Runnable completion =
          () -> {
            try {
              internalOutcome.whenComplete(
                  (outcomeNow, failureNow) -> {
                    if (outcomeNow != null) {
                      outcome.complete(outcomeNow);
                    } else {
                      outcome.completeExceptionally(failureNow);
                    }
                  });
            } finally {
              afterwards.run();
            }
          };
      try {
        results.execute(completion);
      } catch (Throwable e) {
        // No callback thread can be started: complete on this thread rather than never.
        completion.run();
      }
    }

    /** Cancels the submit. A request in flight is stopped, and its outcome is still reported. */
    private void cancel(String reason) {
      Submission submission;
      synchronized (this) {
        cancelled = true;
        submission = inFlight;
      }
      if (submission == null) {
        queue.remove(this);
        end(
            null,
            new ClientClosedException(reason + ", and nothing was sent", Evidence.of(null)),
            () -> {});
      } else {
        submission.abandon();
      }
    }
  }

  /** Sends a submit as soon as the rate limit of its gateway allows. */
  Pending submit(String gateway, Supplier<Submission> send) {
    SubmitQueue queue =
        queues.computeIfAbsent(rateLimits.of(gateway), limit -> new SubmitQueue(time, limit));
    Pending submit = new Pending(queue, send);
    pending.add(submit);
    submit.internalOutcome.whenComplete((value, thrown) -> pending.remove(submit));
    submit.outcome.whenComplete(
        (value, thrown) -> {
          if (submit.outcome.isCancelled()) {
            submit.cancel("the submit was cancelled");
          }
        });
    if (closed) {
      submit.cancel("the client was closed");
    } else {
      queue.enqueue(submit);
    }
    return submit;
  }

  /**
   * Waits for the outcome on the calling thread. An interrupt cancels the submit and is kept; the
   * outcome is still returned.
   */
  static SubmitOutcome join(Pending submit) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return submit.internalOutcome.get();
        } catch (InterruptedException e) {
          interrupted = true;
          submit.cancel("the thread that submitted was interrupted");
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

  /**
   * Returns whether this client created the task so recently that the gateway may not know it yet.
   */
  boolean isRecent(TaskRef ref) {
    Long since = created.get(ref);
    return since != null && time.nanoTime() - since < GRACE_NANOS;
  }

  /** Returns the query result, with "not found" made transient for a recently created task. */
  CompletableFuture<PollResult<VideoTask>> toleratingNotFound(
      TaskRef ref, CompletableFuture<PollResult<VideoTask>> sent) {
    if (!isRecent(ref)) {
      return sent;
    }
    CompletableFuture<PollResult<VideoTask>> tolerant = sent.thenApply(Submitter::asTransient);
    tolerant.whenComplete(
        (value, thrown) -> {
          if (tolerant.isCancelled()) {
            sent.cancel(true);
          }
        });
    return tolerant;
  }

  void rateLimitChanged() {
    queues.values().forEach(SubmitQueue::rateLimitChanged);
  }

  void close() {
    closed = true;
    pending.forEach(submit -> submit.cancel("the client was closed"));
  }

  private static PollResult<VideoTask> asTransient(PollResult<VideoTask> result) {
    return result instanceof PollResult.Failed<VideoTask> failed
            && failed.advice() == PollResult.RetryAdvice.CONFIRM
        ? new PollResult.Failed<>(
            failed.failure(), PollResult.RetryAdvice.RETRY_IN_WAIT, failed.retryAfter())
        : result;
  }

  private void remember(TaskRef ref) {
    long now = time.nanoTime();
    created.values().removeIf(since -> now - since >= GRACE_NANOS);
    created.put(ref, now);
  }
}
