package io.videotask;

import io.videotask.error.ClientClosedException;
import io.videotask.error.WaitInterruptedException;
import io.videotask.internal.engine.FirstPoll;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.engine.PollState;
import io.videotask.internal.engine.PollStep;
import io.videotask.internal.engine.PolledOnce;
import io.videotask.internal.engine.PolledTask;
import io.videotask.internal.engine.StatusQuery;
import io.videotask.poll.NextPoll;
import io.videotask.poll.PollListener;
import io.videotask.schedule.HistoryKey;
import io.videotask.schedule.TaskTimeline;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Waits that are stored between their polls, for programs that keep their own state and timers: a
 * workflow engine, a job queue, a database. {@link #begin} returns the first state, and each {@link
 * #step} sends one query and returns either the end or the next state and when to call again. What
 * ends a wait, what it survives and when it polls are as for {@link VideoTasks#await}, which
 * decides with the same code. Obtained from {@link VideoTasks#resumable()}. Thread-safe.
 */
public final class ResumableWaits {
  private final ClientRuntime runtime;
  private final ClientSettings settings;
  private final TaskPolling polling;

  ResumableWaits(ClientRuntime runtime, ClientSettings settings, TaskPolling polling) {
    this.runtime = runtime;
    this.settings = settings;
    this.polling = polling;
  }

  /**
   * Begins a wait. Sends nothing.
   *
   * @param timeout from now to the deadline; positive
   * @return the state to store, and the delay before the first {@link #step}: zero, unless this
   *     client has submitted the task just now and no callback has come for it
   * @throws IllegalArgumentException when the deadline is not in the future, or this client has no
   *     gateway of that name
   * @throws IllegalStateException when this client is closed
   */
  public WaitStep.PollAgain begin(TaskRef ref, Duration timeout) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("the deadline of a wait must lie in the future");
    }
    HistoryKey kind = runtime.gateway(ref).historyKey();
    boolean early = polling.takeEarlyCallback(ref);
    boolean accepted = runtime.submitter.isRecent(ref) && !early;
    Instant wallTime = runtime.time.now();
    long now = EpochNanos.of(wallTime);
    Instant deadline = EpochNanos.instant(EpochNanos.after(now, timeout));
    PollState state =
        PollState.begin(kind, accepted, now).expectingCallback(polling.expectsCallback(ref));
    if (!accepted) {
      WaitState wait =
          new WaitState(ref, deadline, wallTime, NextPoll.Reason.REQUESTED, null, state);
      return new WaitStep.PollAgain(wait, Duration.ZERO, NextPoll.Reason.REQUESTED, null, null);
    }
    PollStep.PollAgain first =
        PollStep.first(state, circumstances(EpochNanos.of(deadline), now, now, wallTime, null));
    WaitState wait =
        new WaitState(
            ref, deadline, wallTime.plus(first.delay()), first.reason(), null, first.state());
    return new WaitStep.PollAgain(wait, first.delay(), first.reason(), null, null);
  }

  /**
   * Sends one query for the task, and decides what follows. A step with a state that was used
   * before does no harm but its query. A step after the deadline still sends its query, so that a
   * task that finished while no process could ask is not reported as timed out.
   *
   * @param state as stored; of this process or another
   * @return the end, the next state, or why the wait failed; a query that failed and is to be
   *     retried is a {@link WaitStep.PollAgain}
   * @throws WaitInterruptedException when the thread was interrupted; its flag is set again
   * @throws ClientClosedException when this client is closed meanwhile
   * @throws IllegalArgumentException when this client has no gateway of that name
   * @throws IllegalStateException when this client is closed
   */
  public WaitStep step(WaitState state) {
    return BlockingWait.join(state.ref(), stepAsync(state));
  }

  /** Asynchronous {@link #step}. Cancelling the future cancels the query. */
  public CompletableFuture<WaitStep> stepAsync(WaitState state) {
    TaskRef ref = state.ref();
    Duration left = Duration.between(runtime.time.now(), state.deadline());
    Duration timeout = left.compareTo(polling.queryTimeout()) > 0 ? left : polling.queryTimeout();
    Duration limit =
        Duration.between(EpochNanos.instant(state.poll().startedAt()), state.deadline());
    TaskWaitFailures failures = polling.waitFailures(ref, limit);
    StatusQuery<VideoTask> query = polling.statusQuery(ref);
    boolean announced = polling.takeEarlyCallback(ref);
    CompletableFuture<PolledOnce<VideoTask>> poll =
        runtime.beginOrElse(
            () ->
                ClockPause.during(
                    runtime.time, () -> runtime.poller.pollOnce(query, timeout, failures)),
            cause -> CompletableFuture.completedFuture(notSent(ref, cause)));
    CompletableFuture<WaitStep> step =
        poll.thenApply(polled -> after(state, polled, announced, failures));
    step.whenComplete(
        (done, thrown) -> {
          if (step.isCancelled()) {
            poll.cancel(true);
          }
        });
    return step;
  }

  /** A wait goes on while no thread can be started, as one in memory does. */
  private PolledOnce<VideoTask> notSent(TaskRef ref, Throwable cause) {
    long now = runtime.time.nanoTime();
    RuntimeException failure = ClientRuntime.noThread(ref.toString(), ref, cause);
    return new PolledOnce<>(
        new PollResult.Failed<>(failure, PollResult.RetryAdvice.RETRY_IN_WAIT, null),
        now,
        now,
        null);
  }

  private WaitStep after(
      WaitState wait, PolledOnce<VideoTask> polled, boolean announced, TaskWaitFailures failures) {
    PollState known = known(wait);
    Instant wallTime = runtime.time.now();
    // Clocks of different machines differ, but no poll happens before the previous one.
    long now = Math.max(EpochNanos.of(wallTime), known.latest());
    PollState before = announced ? known.announced(now) : known;
    long offset = now - polled.at();
    long sentAt = Math.max(polled.sentAt() + offset, before.latest());
    long deadline = EpochNanos.of(wait.deadline());
    PollResult<VideoTask> result = polled.result();
    if (result == null) {
      return new WaitStep.Failed(failures.timedOut(null, null), wait);
    }
    Long answeredAt = polled.serverAnsweredAt();
    PollStep step =
        PollStep.after(
            before,
            result,
            circumstances(
                deadline, sentAt, now, wallTime, answeredAt == null ? null : answeredAt + offset));
    VideoTask seen = null;
    RuntimeException failure = null;
    if (result instanceof PollResult.Answered<VideoTask> answer) {
      seen = answer.snapshot();
    } else if (result instanceof PollResult.Failed<VideoTask> failed) {
      failure = failed.failure();
    }
    if (step instanceof PollStep.Ended && seen != null) {
      if (before.watched() && polling.expectsCallback(wait.ref())) {
        runtime.poller.endedStored(wait.ref(), wait.ref().gateway(), before.isAnnounced(now));
      }
      return new WaitStep.Ended(seen);
    }
    Duration delay = step instanceof PollStep.PollAgain again ? again.delay() : Duration.ZERO;
    Duration left = Duration.ofNanos(deadline - now);
    Duration inTime = delay.compareTo(left) > 0 ? left : delay;
    NextPoll.Reason reason =
        step instanceof PollStep.PollAgain again ? again.reason() : NextPoll.Reason.SCHEDULE;
    WaitState next =
        new WaitState(
            wait.ref(),
            wait.deadline(),
            wallTime.plus(inTime),
            reason,
            seen == null ? wait.lastState() : seen.state(),
            step.state());
    if (step instanceof PollStep.Failed && failure != null) {
      return new WaitStep.Failed(failure, next);
    }
    if (deadline - now <= 0) {
      VideoTask end = failures.atDeadline(seen);
      return end == null
          ? new WaitStep.Failed(failures.timedOut(seen, failure), next)
          : new WaitStep.Ended(end);
    }
    return new WaitStep.PollAgain(next, inTime, reason, seen, failure);
  }

  /**
   * Waits in memory from a stored state on, like {@link VideoTasks#awaitAsync(TaskRef, Duration)}
   * until the deadline of the state, which may have passed: then the task is still polled once. If
   * there is already a wait for the task, this one shares its polls.
   *
   * @throws IllegalArgumentException when this client has no gateway of that name
   * @throws IllegalStateException when this client is closed
   */
  public CompletableFuture<VideoTask> awaitAsync(WaitState state) {
    return awaitFrom(state, null);
  }

  /**
   * {@link #awaitAsync(WaitState)} with a listener for this wait.
   *
   * @param own see {@link VideoTasks#awaitAsync(TaskRef, Duration, PollListener)}
   */
  public CompletableFuture<VideoTask> awaitAsync(
      WaitState state, PollListener<? super VideoTask> own) {
    return awaitFrom(state, Objects.requireNonNull(own, "a listener"));
  }

  private CompletableFuture<VideoTask> awaitFrom(
      WaitState state, @Nullable PollListener<? super VideoTask> own) {
    Instant wallTime = runtime.time.now();
    Duration left = Duration.between(wallTime, state.deadline());
    if (left.isNegative() || left.isZero()) {
      return pollForTheLastTime(state);
    }
    PollState known = known(state);
    long now = Math.max(EpochNanos.of(wallTime), known.latest());
    Duration delay = Duration.between(wallTime, state.nextPollAt());
    FirstPoll first =
        FirstPoll.resumed(
            known.shifted(runtime.time.nanoTime() - now),
            delay.isNegative() ? Duration.ZERO : delay,
            state.reason());
    return polling.awaitAsync(state.ref(), left, first, own);
  }

  private CompletableFuture<VideoTask> pollForTheLastTime(WaitState state) {
    CompletableFuture<WaitStep> step = stepAsync(state);
    CompletableFuture<VideoTask> last =
        step.thenApply(
            polled -> {
              if (polled instanceof WaitStep.Ended ended) {
                return ended.task();
              }
              throw polled instanceof WaitStep.Failed failed
                  ? failed.failure()
                  : new IllegalStateException("a step after the deadline went on");
            });
    last.whenComplete(
        (done, thrown) -> {
          if (last.isCancelled()) {
            step.cancel(true);
          }
        });
    return last;
  }

  /**
   * Returns the state of the waits in memory for a task, to go on from after a restart; null where
   * there is none.
   */
  public @Nullable WaitState stateOf(TaskRef ref) {
    PolledTask.Snapshot snapshot = runtime.poller.snapshot(ref);
    if (snapshot == null) {
      return null;
    }
    Instant wallTime = runtime.time.now();
    TaskState last = snapshot.last() instanceof VideoTask task ? task.state() : null;
    return new WaitState(
        ref,
        EpochNanos.instant(EpochNanos.after(EpochNanos.of(wallTime), snapshot.deadlineIn())),
        wallTime.plus(snapshot.nextPollIn()),
        snapshot.reason(),
        last,
        snapshot.state().shifted(EpochNanos.of(wallTime) - snapshot.now()));
  }

  /** Returns the state with what this client's configuration says of the gateway. */
  private PollState known(WaitState wait) {
    HistoryKey gateway = runtime.gateway(wait.ref().gateway()).historyKey();
    TaskTimeline timeline = wait.poll().timeline();
    return wait.poll()
        .ofKind(new HistoryKey(gateway.gateway(), timeline.kind().kind(), gateway.refresh()));
  }

  private PollStep.Circumstances circumstances(
      long deadline, long sentAt, long now, Instant wallTime, @Nullable Long serverAnsweredAt) {
    return new PollStep.Circumstances(
        settings.schedule(),
        settings.random(),
        settings.failureBudget(),
        deadline,
        sentAt,
        now,
        wallTime,
        serverAnsweredAt);
  }
}
