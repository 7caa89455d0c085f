package io.videotask;

import io.videotask.OperationListener.Operation;
import io.videotask.download.DownloadOptions;
import io.videotask.download.DownloadTarget;
import io.videotask.download.Downloaded;
import io.videotask.error.ClientClosedException;
import io.videotask.error.UnreachableException;
import io.videotask.error.VideoTaskException;
import io.videotask.error.WaitInterruptedException;
import io.videotask.error.WaitTimedOutException;
import io.videotask.gateway.Resolution;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.internal.client.GatewayClient;
import io.videotask.poll.PollListener;
import io.videotask.schedule.Schedule;
import io.videotask.task.CancelOutcome;
import io.videotask.task.NotCompletedException;
import io.videotask.task.TaskPage;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The client: submits video tasks to gateways, queries them, waits until they have finished, and
 * downloads their videos. Thread-safe; create it once, share it, and close it at the end.
 *
 * <p>How a task ended is a value, a {@link VideoTask}. A failed operation between this client and a
 * gateway is a {@link VideoTaskException}, which carries the task's reference. A local deadline
 * never means that the task failed.
 */
public final class VideoTasks implements AutoCloseable {
  private final ClientRuntime runtime;
  private final TaskPolling polling;
  private final DownloadCoordinator downloads;
  private final ResumableWaits resumable;
  private final LostSubmits lostSubmits;
  private final Schedule schedule;

  VideoTasks(ClientSettings settings) {
    this(settings, new ClientRuntime(settings));
  }

  VideoTasks(ClientSettings settings, ClientRuntime runtime) {
    this.runtime = runtime;
    this.polling = new TaskPolling(runtime, settings);
    this.downloads = new DownloadCoordinator(polling, settings, runtime);
    this.resumable = new ResumableWaits(runtime, settings, polling);
    this.lostSubmits = new LostSubmits(runtime, polling);
    this.schedule = settings.schedule();
  }

  /** Returns a builder with the default settings. */
  public static VideoTasksBuilder builder() {
    return new VideoTasksBuilder();
  }

  /**
   * Submits a request to a gateway. It is sent at most once, and never retried.
   *
   * @return accepted, with the reference; rejected, and no task was created; or unknown, where a
   *     task may exist and be billed. {@link SubmitOutcome#orThrow()} returns the reference or
   *     throws
   * @throws UnreachableException when nothing was sent: the request can be submitted again
   * @throws VideoTaskException when there is no key to send, or this client is closed meanwhile
   * @throws IllegalArgumentException when the request names no gateway of this client, or has a
   *     field that the gateway does not support
   * @throws IllegalStateException when this client is closed
   */
  public SubmitOutcome submit(VideoRequest request) {
    return runtime.operations.call(
        Operation.SUBMIT, request.gateway(), null, () -> Submitter.join(runtime.submit(request)));
  }

  /**
   * Asynchronous {@link #submit}. Cancelling the future cancels the submit; the outcome of a
   * request that was already sent is then unknown.
   */
  public CompletableFuture<SubmitOutcome> submitAsync(VideoRequest request) {
    return runtime.operations.start(
        Operation.SUBMIT,
        request.gateway(),
        null,
        () ->
            runtime.begin(
                () -> runtime.submit(request).outcome(), ClientRuntime::submitWithoutThread));
  }

  /**
   * Submits a request, passes on the reference, and waits. From the reference on, the task is paid
   * for: keep it, and the wait can be resumed after any failure.
   *
   * @param timeout of the wait; positive
   * @param accepted receives the reference before the wait begins; an exception that it throws ends
   *     this call, and the task continues
   * @throws VideoTaskException when the submit was not accepted, or what {@link #await} throws
   */
  public VideoTask submitAndAwait(
      VideoRequest request, Duration timeout, Consumer<? super TaskRef> accepted) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("the deadline of a wait must lie in the future");
    }
    TaskRef ref = submit(request).orThrow();
    accepted.accept(ref);
    return await(ref, timeout);
  }

  /**
   * Queries the state of a task once. Retries up to twice after a transient failure, within twice
   * the request time-out.
   *
   * @throws VideoTaskException when there was no usable answer
   * @throws IllegalArgumentException when this client has no gateway of that name
   * @throws IllegalStateException when this client is closed
   */
  public VideoTask query(TaskRef ref) {
    return polling.query(ref);
  }

  /** Asynchronous {@link #query}. Cancelling the future cancels the request. */
  public CompletableFuture<VideoTask> queryAsync(TaskRef ref) {
    return polling.queryAsync(ref);
  }

  /**
   * Polls until the task has finished. Tolerates transient failures, unknown statuses and unusable
   * answers: after the first answer until the deadline, before it within the failure budget.
   *
   * @param timeout from now to the deadline; positive
   * @return the finished task, with a video or without: see {@link VideoTask#orThrow()}
   * @throws WaitTimedOutException when the deadline passed; the task continues and can be waited
   *     for again
   * @throws WaitInterruptedException when the thread was interrupted; its flag is set again
   * @throws VideoTaskException after a definite failure, or when the failure budget is spent
   * @throws IllegalArgumentException when the deadline is not in the future, or this client has no
   *     gateway of that name
   * @throws IllegalStateException when this client is closed
   */
  public VideoTask await(TaskRef ref, Duration timeout) {
    return polling.await(ref, timeout, null);
  }

  /**
   * {@link #await(TaskRef, Duration)} with a listener for this wait, in addition to the builder's.
   *
   * @param own see {@link #awaitAsync(TaskRef, Duration, PollListener)}
   */
  public VideoTask await(TaskRef ref, Duration timeout, PollListener<? super VideoTask> own) {
    return polling.await(ref, timeout, Objects.requireNonNull(own, "a listener"));
  }

  /**
   * Asynchronous {@link #await}. Cancelling the future stops the polling; the task itself
   * continues.
   */
  public CompletableFuture<VideoTask> awaitAsync(TaskRef ref, Duration timeout) {
    return polling.awaitAsync(ref, timeout, null);
  }

  /**
   * {@link #awaitAsync(TaskRef, Duration)} with a listener for this wait, in addition to the
   * builder's. Where the task is already being waited for, the listener gets the results of its
   * polls from now on. The listener is called on a thread of the client, one event at a time, and
   * no wait depends on it: it may throw or block. A listener that is more than 1,000 events behind
   * misses some, but never {@link PollListener#onEnd}, which is called at the end of this wait.
   */
  public CompletableFuture<VideoTask> awaitAsync(
      TaskRef ref, Duration timeout, PollListener<? super VideoTask> own) {
    return polling.awaitAsync(ref, timeout, Objects.requireNonNull(own, "a listener"));
  }

  /**
   * Waits for any number of tasks at once, and passes each to a consumer as it finishes, on the
   * calling thread.
   *
   * @param refs a task that is given twice is waited for once
   * @param timeout for all of them, from now; positive
   * @param ended receives each finished task, with a video or without; an exception that it throws
   *     ends this call and stops the other waits
   * @return for each other task, why its wait failed; empty where all have finished
   * @throws WaitInterruptedException when the thread was interrupted; its flag is set again
   * @throws IllegalArgumentException when the deadline is not in the future, or this client has no
   *     gateway of that name; nothing is sent then
   * @throws IllegalStateException when this client is closed
   */
  public Map<TaskRef, RuntimeException> awaitEach(
      Collection<TaskRef> refs, Duration timeout, Consumer<? super VideoTask> ended) {
    return polling.batch(refs, timeout).each(ended);
  }

  /** Like {@link #awaitEach}, but returns all results once the last wait has ended. */
  public AwaitedTasks awaitAll(Collection<TaskRef> refs, Duration timeout) {
    BatchWait waits = polling.batch(refs, timeout);
    return waits.join(waits.all());
  }

  /**
   * Asynchronous {@link #awaitAll}. The future never completes exceptionally; cancelling it stops
   * all the waits.
   */
  public CompletableFuture<AwaitedTasks> awaitAllAsync(Collection<TaskRef> refs, Duration timeout) {
    return polling.batch(refs, timeout).all();
  }

  /**
   * Like {@link #awaitEach}, but returns the first finished task, with a video or without, and
   * stops waiting for the others, which continue.
   *
   * @throws VideoTaskException when all waits failed: the first failure, with the others suppressed
   *     in it
   * @throws IllegalArgumentException also when no task is given
   */
  public VideoTask awaitAny(Collection<TaskRef> refs, Duration timeout) {
    BatchWait waits = polling.batch(refs, timeout);
    return waits.join(waits.any());
  }

  /** Asynchronous {@link #awaitAny}. Cancelling the future stops all the waits. */
  public CompletableFuture<VideoTask> awaitAnyAsync(Collection<TaskRef> refs, Duration timeout) {
    return polling.batch(refs, timeout).any();
  }

  /**
   * Waits for the task if necessary, and downloads its video to a file, with {@link
   * DownloadOptions#DEFAULT} except for the deadline.
   *
   * @param file an existing file is never overwritten; see {@link DownloadTarget#file}
   * @param timeout for the wait and the download together; positive
   * @throws NotCompletedException when the task ended without a video
   * @throws WaitTimedOutException when the deadline passed; a later call resumes the download
   * @throws WaitInterruptedException when the thread was interrupted; its flag is set again
   * @throws VideoTaskException when the video could not be downloaded or stored; see {@link
   *     io.videotask.error.ErrorKind}
   * @throws IllegalArgumentException when the deadline is not in the future, or this client has no
   *     gateway of that name
   * @throws IllegalStateException when this client is closed
   */
  public Downloaded download(TaskRef ref, Path file, Duration timeout) {
    DownloadOptions options = DownloadOptions.builder().timeout(timeout).build();
    return download(ref, DownloadTarget.file(file), options);
  }

  /** {@link #download(TaskRef, Path, Duration)} to any target, with any options. */
  public Downloaded download(TaskRef ref, DownloadTarget target, DownloadOptions options) {
    return downloads.waitAndDownload(ref, target, options);
  }

  /**
   * Asynchronous {@link #download(TaskRef, DownloadTarget, DownloadOptions)}. Cancelling the future
   * stops it; the downloaded part of a file is kept for the next download.
   */
  public CompletableFuture<Downloaded> downloadAsync(
      TaskRef ref, DownloadTarget target, DownloadOptions options) {
    return downloads.waitAndDownloadAsync(ref, target, options);
  }

  /**
   * Downloads the video of a finished task. Queries the gateway only where the URL has expired,
   * once, for a fresh one.
   */
  public Downloaded download(
      VideoTask.Completed task, DownloadTarget target, DownloadOptions options) {
    return downloads.download(task, target, options);
  }

  /**
   * Asynchronous {@link #download(VideoTask.Completed, DownloadTarget, DownloadOptions)}.
   * Cancelling the future stops it; the downloaded part of a file is kept for the next download.
   */
  public CompletableFuture<Downloaded> downloadAsync(
      VideoTask.Completed task, DownloadTarget target, DownloadOptions options) {
    return downloads.downloadAsync(task, target, options);
  }

  /**
   * Lists the tasks that a gateway remembers, the newest first, such as for finding the task of a
   * submit with an unknown outcome. Retries like {@link #query}.
   *
   * @param gateway the configured gateway's name
   * @param limit the most tasks, 1 to 100; the gateway may send fewer
   * @param after {@link TaskPage#next()} of the previous page; null for the first page
   * @throws VideoTaskException when there was no usable answer
   * @throws IllegalArgumentException when there is no such gateway, it has no list, or the limit is
   *     out of range
   * @throws IllegalStateException when this client is closed
   */
  public TaskPage list(String gateway, int limit, @Nullable TaskRef after) {
    return BlockingWait.join(gateway + "'s tasks", listAsync(gateway, limit, after), null);
  }

  /** Asynchronous {@link #list}. Cancelling the future cancels the request. */
  public CompletableFuture<TaskPage> listAsync(String gateway, int limit, @Nullable TaskRef after) {
    return polling.listAsync(gateway, limit, after);
  }

  /**
   * Cancels a task, with one request, or two where its state has to be queried before. Waits for it
   * poll at once and end with what the gateway then says. Whether a cancelled task costs money
   * depends on the gateway.
   *
   * @throws VideoTaskException when there was no usable answer: the task may be cancelled or not
   * @throws IllegalArgumentException when there is no such gateway, or it cancels no tasks
   * @throws IllegalStateException when this client is closed
   */
  public CancelOutcome cancel(TaskRef ref) {
    return BlockingWait.join(ref, cancelAsync(ref));
  }

  /** Asynchronous {@link #cancel}. Cancelling the future cancels the request. */
  public CompletableFuture<CancelOutcome> cancelAsync(TaskRef ref) {
    GatewayClient gateway = runtime.gateway(ref);
    CompletableFuture<CancelOutcome> cancelled =
        runtime.begin(
            ref,
            () -> ClockPause.untilDone(runtime.time, () -> gateway.cancel(ref, runtime.results)));
    cancelled.thenAccept(outcome -> pollNow(ref));
    return cancelled;
  }

  /**
   * Deletes a finished task and its video at its gateway, with one request.
   *
   * @throws VideoTaskException when the deletion was not confirmed
   * @throws IllegalArgumentException when there is no such gateway, or it does not support deletion
   * @throws IllegalStateException when this client is closed
   */
  public void delete(TaskRef ref) {
    BlockingWait.join(ref, deleteAsync(ref));
  }

  /** Asynchronous {@link #delete}. Cancelling the future cancels the request. */
  public CompletableFuture<@Nullable Void> deleteAsync(TaskRef ref) {
    GatewayClient gateway = runtime.gateway(ref);
    return runtime.begin(
        ref, () -> ClockPause.untilDone(runtime.time, () -> gateway.delete(ref, runtime.results)));
  }

  /**
   * Makes all waits for this task poll now instead of when the schedule chooses, such as after a
   * webhook of the gateway. Does nothing where there is no wait.
   */
  public void pollNow(TaskRef ref) {
    polling.pollNow(ref);
  }

  /** Returns the waits that are stored between their polls, such as for a workflow engine. */
  public ResumableWaits resumable() {
    return resumable;
  }

  /** Returns what finds the tasks of submits with an unknown outcome. */
  public LostSubmits lostSubmits() {
    return lostSubmits;
  }

  /** Returns the schedule, such as for storing what it has learned. */
  public Schedule schedule() {
    return schedule;
  }

  /**
   * Sets the share of each {@link VideoTasksBuilder#maxRequestsPerSecond} that this client uses
   * from now on, where several processes share the limits; what waits for one is sent at the new
   * rate. A tracker sets it for its client. Does nothing for gateways without a limit.
   *
   * @param share from 0, which sends no submit and no query until it is raised, to 1, the default
   * @throws IllegalArgumentException when the share is out of range
   */
  public void rateLimitShare(double share) {
    runtime.rateLimitShare(share);
  }

  /**
   * Looks for the task of a submit with an unknown outcome, as {@link LostSubmits} describes;
   * adopts no task in doubt, and submits nothing.
   *
   * @throws IllegalStateException when this client is closed
   */
  public Resolution resolve(SubmitOutcome.Unknown unknown) {
    return lostSubmits.resolve(unknown.error().lostSubmit());
  }

  /**
   * Ends running operations with a {@link ClientClosedException} and releases threads and
   * connections. A base OkHttpClient of the caller stays open. Idempotent.
   */
  @Override
  public void close() {
    runtime.close(downloads.close());
  }
}
