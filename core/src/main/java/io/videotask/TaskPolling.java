package io.videotask;

import io.videotask.internal.client.GatewayClient;
import io.videotask.internal.client.ListedPage;
import io.videotask.internal.engine.FirstPoll;
import io.videotask.internal.engine.RetryBudget;
import io.videotask.internal.engine.StatusQuery;
import io.videotask.internal.engine.WaitFailures;
import io.videotask.internal.engine.WaitHandle;
import io.videotask.internal.engine.WaitPlan;
import io.videotask.poll.PollListener;
import io.videotask.task.TaskPage;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Queries tasks and task lists, and waits for tasks. Thread-safe. */
final class TaskPolling {
  private final ClientRuntime runtime;
  private final ClientSettings settings;
  private final Map<Object, RetryBudget> retryBudgets = new ConcurrentHashMap<>();

  /** How long a single query may take, with its retries. */
  private final Duration queryTimeout;

  TaskPolling(ClientRuntime runtime, ClientSettings settings) {
    this.runtime = runtime;
    this.settings = settings;
    this.queryTimeout = settings.limits().requestTimeout().multipliedBy(2);
  }

  /** Returns how long a single query may take, with its retries. */
  Duration queryTimeout() {
    return queryTimeout;
  }

  /** Queries a task once, with retries; the calling thread sends the requests itself. */
  VideoTask query(TaskRef ref) {
    if (!runtime.hasOwnTime()) {
      return BlockingWait.join(ref, queryAsync(ref));
    }
    StatusQuery<VideoTask> query = statusQuery(ref);
    TaskWaitFailures failures = waitFailures(ref, queryTimeout);
    return BlockingWait.join(
        ref,
        () -> runtime.poller.queryOnCallerThread(query, queryTimeout, failures, retryBudget(query)),
        ref);
  }

  CompletableFuture<VideoTask> queryAsync(TaskRef ref) {
    StatusQuery<VideoTask> query = statusQuery(ref);
    return runtime.begin(ref, () -> queryOnce(query, waitFailures(ref, queryTimeout)));
  }

  /**
   * Polls until the task has finished; blocks the calling thread.
   *
   * @param own the wait's own listener; null for none
   */
  VideoTask await(TaskRef ref, Duration timeout, @Nullable PollListener<? super VideoTask> own) {
    return runtime.operations.call(
        OperationListener.Operation.WAIT,
        ref.gateway(),
        ref,
        () -> BlockingWait.join(ref, begin(ref, timeout, firstPoll(ref), own)));
  }

  /** Asynchronous {@link #await}. */
  CompletableFuture<VideoTask> awaitAsync(
      TaskRef ref, Duration timeout, @Nullable PollListener<? super VideoTask> own) {
    return awaitAsync(ref, timeout, firstPoll(ref), own);
  }

  private FirstPoll firstPoll(TaskRef ref) {
    // A task that was just created can't be done, so the schedule chooses its first poll too.
    return runtime.submitter.isRecent(ref) ? FirstPoll.BY_SCHEDULE : FirstPoll.AT_ONCE;
  }

  /**
   * Polls from where another wait has stopped, until the task has finished.
   *
   * @param own the wait's own listener; null for none
   */
  CompletableFuture<VideoTask> awaitAsync(
      TaskRef ref,
      Duration timeout,
      FirstPoll first,
      @Nullable PollListener<? super VideoTask> own) {
    return runtime.operations.start(
        OperationListener.Operation.WAIT,
        ref.gateway(),
        ref,
        () -> begin(ref, timeout, first, own));
  }

  private CompletableFuture<VideoTask> begin(
      TaskRef ref,
      Duration timeout,
      FirstPoll first,
      @Nullable PollListener<? super VideoTask> own) {
    StatusQuery<VideoTask> query = statusQuery(ref);
    WaitPlan<VideoTask> plan =
        new WaitPlan<>(
            timeout,
            settings.schedule(),
            settings.failureBudget(),
            settings.listener(),
            waitFailures(ref, timeout),
            runtime.gateway(ref).historyKey(),
            expectsCallback(ref));
    boolean early = hasEarlyCallback(ref);
    FirstPoll begin = early ? first.afterCallback(runtime.time.nanoTime()) : first;
    return runtime.begin(
        ref,
        () ->
            ClockPause.during(
                    runtime.time,
                    () -> {
                      WaitHandle<VideoTask> begun = runtime.poller.await(query, plan, begin, own);
                      // Forgotten only now: a wait that can't begin leaves it to the next one.
                      if (takeEarlyCallback(ref) && !early) {
                        // It came while the wait began, and found none.
                        runtime.poller.callback(ref, true);
                      }
                      return begun;
                    })
                .result());
  }

  /** Returns whether a callback is to be expected when the task has finished. */
  boolean expectsCallback(TaskRef ref) {
    CallbackLink link = runtime.callbackLink;
    return link != null && link.expects(ref);
  }

  private boolean hasEarlyCallback(TaskRef ref) {
    CallbackLink link = runtime.callbackLink;
    return link != null && link.hasEarly(ref);
  }

  /** Returns whether a callback came that no wait has taken notice of, and forgets it. */
  boolean takeEarlyCallback(TaskRef ref) {
    CallbackLink link = runtime.callbackLink;
    return link != null && link.takeEarly(ref);
  }

  /** Waits for several tasks, each until the same deadline. */
  BatchWait batch(Collection<TaskRef> refs, Duration timeout) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("the deadline of a wait must lie in the future");
    }
    refs.forEach(ref -> runtime.gateway(ref));
    return new BatchWait(refs, ref -> awaitAsync(ref, timeout, null));
  }

  /** Queries a page of a gateway's tasks, with retries. */
  CompletableFuture<TaskPage> listAsync(String gateway, int limit, @Nullable TaskRef after) {
    if (limit < 1 || limit > 100) {
      throw new IllegalArgumentException("a page has 1 to 100 tasks");
    }
    GatewayClient client = runtime.gateway(gateway);
    PageQuery<TaskPage> query = new PageQuery<>(client, () -> client.list(limit, after));
    return runtime.begin(
        () -> queryOnce(query, new ListFailures<>(gateway, queryTimeout)),
        cause -> ClientRuntime.noThread(gateway + "'s tasks", null, cause));
  }

  /** Asks a gateway for tasks whose ids are not known, with retries. */
  CompletableFuture<ListedPage> pageAsync(GatewayClient gateway, PageQuery<ListedPage> query) {
    String name = gateway.historyKey().gateway();
    return runtime.begin(
        () -> queryOnce(query, new ListFailures<>(name, queryTimeout)),
        cause -> ClientRuntime.noThread(name + "'s tasks", null, cause));
  }

  /** Makes all waits for this task poll now. */
  void pollNow(TaskRef ref) {
    ClockPause.during(
        runtime.time,
        () -> {
          runtime.poller.pollNow(ref);
          return true;
        });
  }

  private <S> CompletableFuture<S> queryOnce(StatusQuery<S> query, WaitFailures<S> failures) {
    return ClockPause.during(
        runtime.time,
        () -> runtime.poller.query(query, queryTimeout, failures, retryBudget(query)));
  }

  StatusQuery<VideoTask> statusQuery(TaskRef ref) {
    GatewayClient gateway = runtime.gateway(ref);
    return new TaskQuery(ref, gateway, runtime.submitter);
  }

  TaskWaitFailures waitFailures(TaskRef ref, Duration limit) {
    return new TaskWaitFailures(ref, limit, runtime.gateway(ref)::advice);
  }

  private RetryBudget retryBudget(StatusQuery<?> query) {
    return retryBudgets.computeIfAbsent(query.server(), host -> new RetryBudget());
  }
}
