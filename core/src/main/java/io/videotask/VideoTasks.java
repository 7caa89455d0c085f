package io.videotask;

import io.videotask.download.DownloadOptions;
import io.videotask.download.DownloadTarget;
import io.videotask.download.Downloaded;
import io.videotask.error.ClientClosedException;
import io.videotask.error.UnreachableException;
import io.videotask.error.VideoTaskException;
import io.videotask.error.WaitInterruptedException;
import io.videotask.error.WaitTimedOutException;
import io.videotask.gateway.Gateway;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.internal.client.GatewayClient;
import io.videotask.internal.engine.Poller;
import io.videotask.internal.engine.RateLimiter;
import io.videotask.internal.engine.RetryBudget;
import io.videotask.internal.engine.StatusQuery;
import io.videotask.internal.http.HttpTransport;
import io.videotask.poll.PollListener;
import io.videotask.task.NotCompletedException;
import io.videotask.task.TaskPage;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoTask;
import io.videotask.time.SystemTimeSource;
import io.videotask.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The front door: submits video tasks to gateways and asks for them, once or until they have ended.
 * Built once, used by any number of threads, closed at the end.
 *
 * <p>How a task ended is a value, a {@link VideoTask}. What went wrong between this client and a
 * gateway is a {@link VideoTaskException}, which carries the task's reference. A local deadline
 * never says that the task failed.
 */
public final class VideoTasks implements AutoCloseable {
  private final VideoTasksBuilder settings;
  private final @Nullable SystemTimeSource ownTime;
  private final CallbackThreads callbacks;

  /** Ends futures, with whatever hangs on them. */
  private final Executor results;

  private final HttpTransport transport;
  private final Poller poller;
  private final PollListener<VideoTask> listener;
  private final Submitter submissions;
  private final DownloadCoordinator fetching;
  private final TimeSource time;
  private final Map<String, GatewayClient> gateways = new LinkedHashMap<>();
  private final Map<Object, RetryBudget> retryTokens = new ConcurrentHashMap<>();
  private final Duration twoRequests;
  private volatile boolean closed;

  VideoTasks(VideoTasksBuilder settings) {
    this.settings = settings;
    this.twoRequests = settings.limits.requestTimeout().multipliedBy(2);
    this.time = settings.time == null ? new SystemTimeSource() : settings.time;
    this.ownTime = settings.time == null && time instanceof SystemTimeSource own ? own : null;
    this.transport =
        new HttpTransport(
            settings.httpClient, settings.limits, settings.requestListener, new ClientTimer(time));
    RateLimiter pace = new RateLimiter(settings.maxRequestsPerSecond, time);
    this.callbacks = new CallbackThreads(ownTime);
    Poller.Threads threads = callbacks.threads();
    this.results = threads.results();
    System.Logger logger = settings.logger;
    this.poller =
        new Poller(
            time,
            settings.random,
            pace,
            threads,
            () -> logger == null ? System.getLogger("io.videotask") : logger);
    this.listener = PollListener.all(settings.listeners);
    this.submissions = new Submitter(time, pace, results);
    this.fetching = new DownloadCoordinator(this, settings, time);
    for (Gateway gateway : settings.gateways.values()) {
      gateways.put(gateway.name(), new GatewayClient(gateway, transport, time));
    }
  }

  /** Where a client's settings are gathered. */
  public static VideoTasksBuilder builder() {
    return new VideoTasksBuilder();
  }

  /**
   * Asks a gateway to make a video: one request, sent once, whatever comes.
   *
   * @return accepted, with the reference; rejected, and nothing was made; or unknown, where a task
   *     may exist and be billed. {@link SubmitOutcome#orThrow()} is for those who want the
   *     reference or an exception
   * @throws UnreachableException when nothing left this machine: it can simply be submitted again
   * @throws VideoTaskException when there is no key to send, or this client is closed meanwhile
   * @throws IllegalArgumentException when the request names no gateway of this client, or has what
   *     the gateway does not know
   * @throws IllegalStateException when this client is closed
   */
  public SubmitOutcome submit(VideoRequest request) {
    return Submitter.join(begin(request));
  }

  /**
   * {@link #submit} without a thread that waits. Cancelling the future stops the sending; what has
   * left can't be taken back, and nobody will know what became of it.
   */
  public CompletableFuture<SubmitOutcome> submitAsync(VideoRequest request) {
    return begin(request).outcome();
  }

  /**
   * Submits, hands out the reference, and waits. Whoever keeps the reference can go on after
   * anything: the task is paid for from here on.
   *
   * @param timeout of the wait; positive
   * @param accepted gets the reference before the wait begins; what it throws ends this call, and
   *     the task goes on
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
   * Asks once how a task stands; up to two times more after a failure that can pass, all within
   * twice the time-out of a request.
   *
   * @throws VideoTaskException when no usable answer came
   * @throws IllegalArgumentException when this client has no gateway of that name
   * @throws IllegalStateException when this client is closed
   */
  public VideoTask query(TaskRef ref) {
    StatusQuery<VideoTask> query = looksAt(ref);
    Duration limit = twoRequests;
    TaskWaitFailures endings = endings(ref, limit);
    // The clock of a test must stand still from here until the request has been sent.
    return ownTime == null
        ? WaitStarter.join(ref, held(() -> poller.ask(query, limit, endings, tokens(query))))
        : WaitStarter.join(ref, () -> poller.askHere(query, limit, endings, tokens(query)), ref);
  }

  /** {@link #query} without a thread that waits. Cancelling the future cancels the request. */
  public CompletableFuture<VideoTask> queryAsync(TaskRef ref) {
    StatusQuery<VideoTask> query = looksAt(ref);
    Duration limit = twoRequests;
    return held(() -> poller.ask(query, limit, endings(ref, limit), tokens(query)));
  }

  private TaskWaitFailures endings(TaskRef ref, Duration limit) {
    return new TaskWaitFailures(ref, limit, gateway(ref.gateway())::advice);
  }

  /**
   * Asks until the task has ended. Survives transient failures, unknown words and answers that are
   * none: after the first answer until the deadline, before it as far as the failure budget goes.
   *
   * @param timeout from now to the deadline; positive
   * @return the task as it ended, with a video or without: see {@link VideoTask#orThrow()}
   * @throws WaitTimedOutException when the deadline passed; the task goes on and can be waited for
   *     again
   * @throws WaitInterruptedException when the thread was interrupted; its flag is set again
   * @throws VideoTaskException when asking again can't help, or the failure budget is spent
   * @throws IllegalArgumentException when the deadline is not in the future, or this client has no
   *     gateway of that name
   * @throws IllegalStateException when this client is closed
   */
  public VideoTask await(TaskRef ref, Duration timeout) {
    return WaitStarter.join(ref, awaitAsync(ref, timeout));
  }

  /**
   * {@link #await(TaskRef, Duration)} with a listener of this wait's own, beside the builder's.
   *
   * @param own see {@link #awaitAsync(TaskRef, Duration, PollListener)}
   */
  public VideoTask await(TaskRef ref, Duration timeout, PollListener<? super VideoTask> own) {
    return WaitStarter.join(ref, awaitAsync(ref, timeout, own));
  }

  /**
   * {@link #await} without a thread that waits. Cancelling the future stops the asking; the task
   * itself goes on.
   */
  public CompletableFuture<VideoTask> awaitAsync(TaskRef ref, Duration timeout) {
    return begin(ref, timeout, null);
  }

  /**
   * {@link #awaitAsync(TaskRef, Duration)} with a listener of this wait's own, beside the
   * builder's. Where the task is waited for already, it hears what its queries come to from now on.
   * It is called on a thread of the client, one event at a time, and nothing waits for it: one that
   * throws or blocks harms nobody, and one that is more than 1,000 events behind misses some, but
   * never {@link PollListener#onEnd}, which comes at the end of this wait.
   */
  public CompletableFuture<VideoTask> awaitAsync(
      TaskRef ref, Duration timeout, PollListener<? super VideoTask> own) {
    return begin(ref, timeout, Objects.requireNonNull(own, "a listener"));
  }

  private CompletableFuture<VideoTask> begin(
      TaskRef ref, Duration timeout, @Nullable PollListener<? super VideoTask> own) {
    StatusQuery<VideoTask> query = looksAt(ref);
    Poller.Plan<VideoTask> plan =
        new Poller.Plan<>(
            timeout,
            settings.schedule,
            settings.failureBudget,
            listener,
            endings(ref, timeout),
            gateway(ref.gateway()).kind());
    // A task that was just made can't be done: its first query comes by the schedule.
    Poller.Handle<VideoTask> wait =
        held(() -> poller.await(query, plan, submissions.isNew(ref), own));
    return wait.result();
  }

  /**
   * Waits for any number of tasks at once, and hands out each as it ends, on the calling thread.
   *
   * @param refs a task that is given twice is waited for once
   * @param timeout for all of them, from now; positive
   * @param ended gets each task that has ended, with a video or without; what it throws ends this
   *     call and stops the other waits
   * @return why the others could not be waited for to their end; empty where all have ended
   * @throws WaitInterruptedException when the thread was interrupted; its flag is set again
   * @throws IllegalArgumentException when the deadline is not in the future, or this client has no
   *     gateway of that name; nothing has been asked then
   * @throws IllegalStateException when this client is closed
   */
  public Map<TaskRef, RuntimeException> awaitEach(
      Collection<TaskRef> refs, Duration timeout, Consumer<? super VideoTask> ended) {
    return manyWaits(refs, timeout).each(ended);
  }

  /** Like {@link #awaitEach}, but returns once the last has ended. */
  public AwaitedTasks awaitAll(Collection<TaskRef> refs, Duration timeout) {
    BatchWait waits = manyWaits(refs, timeout);
    return waits.join(waits.all());
  }

  /**
   * {@link #awaitAll} without a thread that waits. The future doesn't end exceptionally; cancelling
   * it stops all the waits.
   */
  public CompletableFuture<AwaitedTasks> awaitAllAsync(Collection<TaskRef> refs, Duration timeout) {
    return manyWaits(refs, timeout).all();
  }

  /**
   * Like {@link #awaitEach}, but returns the first task that ends, with a video or without, and
   * stops waiting for the others; they go on.
   *
   * @throws VideoTaskException when none could be waited for to its end: the first reason, with the
   *     others suppressed in it
   * @throws IllegalArgumentException when no task is given, too
   */
  public VideoTask awaitAny(Collection<TaskRef> refs, Duration timeout) {
    BatchWait waits = manyWaits(requireSome(refs), timeout);
    return waits.join(waits.any());
  }

  /** {@link #awaitAny} without a thread that waits. Cancelling the future stops all the waits. */
  public CompletableFuture<VideoTask> awaitAnyAsync(Collection<TaskRef> refs, Duration timeout) {
    return manyWaits(requireSome(refs), timeout).any();
  }

  /**
   * Waits for the task if need be, and fetches its video to a file, with {@link
   * DownloadOptions#DEFAULT} but for the deadline.
   *
   * @param file what exists there is never overwritten; see {@link DownloadTarget#file}
   * @param timeout for waiting and fetching together; positive
   * @throws NotCompletedException when the task ended without a video
   * @throws WaitTimedOutException when the deadline passed; a later call goes on where this one
   *     stopped
   * @throws WaitInterruptedException when the thread was interrupted; its flag is set again
   * @throws VideoTaskException when no video could be fetched or stored; see {@link
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
    return WaitStarter.join(ref, downloadAsync(ref, target, options));
  }

  /**
   * {@link #download(TaskRef, DownloadTarget, DownloadOptions)} without a thread that waits.
   * Cancelling the future stops it; what has come of a file is kept for the next download.
   */
  public CompletableFuture<Downloaded> downloadAsync(
      TaskRef ref, DownloadTarget target, DownloadOptions options) {
    return fetching.waitAndFetch(ref, gateway(ref.gateway()), target, options);
  }

  /**
   * Fetches the video of a task that is known to be finished. Asks the gateway only where the link
   * has gone, once, for a fresh one.
   */
  public Downloaded download(
      VideoTask.Completed task, DownloadTarget target, DownloadOptions options) {
    return WaitStarter.join(task.ref(), downloadAsync(task, target, options));
  }

  /**
   * {@link #download(VideoTask.Completed, DownloadTarget, DownloadOptions)} without a thread that
   * waits. Cancelling the future stops it; what has come of a file is kept for the next download.
   */
  public CompletableFuture<Downloaded> downloadAsync(
      VideoTask.Completed task, DownloadTarget target, DownloadOptions options) {
    return fetching.fetch(task, gateway(task.ref().gateway()), target, options, options.timeout());
  }

  /**
   * Asks a gateway for the tasks that it remembers, the newest first: for finding out what became
   * of a submit whose outcome is unknown. Asks again like {@link #query}.
   *
   * @param gateway the configured gateway's name
   * @param limit how many, 1 to 100; the gateway may send fewer
   * @param after {@link TaskPage#next()} of the page before; null for the first page
   * @throws VideoTaskException when no usable answer came
   * @throws IllegalArgumentException when there is no such gateway, it has no list, or the limit is
   *     out of range
   * @throws IllegalStateException when this client is closed
   */
  public TaskPage list(String gateway, int limit, @Nullable TaskRef after) {
    return WaitStarter.join(gateway + "'s tasks", listAsync(gateway, limit, after), null);
  }

  /** {@link #list} without a thread that waits. Cancelling the future cancels the request. */
  public CompletableFuture<TaskPage> listAsync(String gateway, int limit, @Nullable TaskRef after) {
    if (limit < 1 || limit > 100) {
      throw new IllegalArgumentException("a page has 1 to 100 tasks");
    }
    StatusQuery<TaskPage> query = heldThrough(new ListQuery(gateway(gateway), limit, after));
    Duration within = twoRequests;
    return held(() -> poller.ask(query, within, new ListFailures(gateway, within), tokens(query)));
  }

  /**
   * Has a gateway delete a finished task and its video: one request.
   *
   * @throws VideoTaskException when it is not known to be deleted
   * @throws IllegalArgumentException when there is no such gateway, or it deletes nothing
   * @throws IllegalStateException when this client is closed
   */
  public void delete(TaskRef ref) {
    WaitStarter.join(ref, deleteAsync(ref));
  }

  /** {@link #delete} without a thread that waits. Cancelling the future cancels the request. */
  public CompletableFuture<@Nullable Void> deleteAsync(TaskRef ref) {
    GatewayClient gateway = gateway(ref.gateway());
    return ClockPausingQuery.until(time, () -> gateway.delete(ref, results));
  }

  /**
   * Makes all waits for this task ask now instead of when their schedule says: for applications
   * that get a callback. Does nothing where none waits.
   */
  public void pollNow(TaskRef ref) {
    Runnable release = time.pause();
    poller.lookNow(ref);
    release.run();
  }

  /**
   * Ends what is under way with a {@link ClientClosedException} and lets go of threads and
   * connections. The caller's own OkHttpClient stays open. Can be called again.
   */
  @Override
  public void close() {
    closed = true;
    submissions.close();
    fetching.close();
    poller.close();
    transport.close();
    callbacks.close();
    if (ownTime != null) {
      ownTime.close();
    }
  }

  private RetryBudget tokens(StatusQuery<?> query) {
    return retryTokens.computeIfAbsent(query.server(), host -> new RetryBudget());
  }

  private Submitter.Pending begin(VideoRequest request) {
    String name = request.gateway();
    if (name == null && gateways.size() > 1) {
      throw new IllegalArgumentException(
          "the request has to name its gateway: this client has " + gateways.keySet());
    }
    GatewayClient gateway = gateway(name == null ? gateways.keySet().iterator().next() : name);
    return submissions.submit(gateway.submission(request));
  }

  private BatchWait manyWaits(Collection<TaskRef> refs, Duration timeout) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("the deadline of a wait must lie in the future");
    }
    refs.forEach(ref -> gateway(ref.gateway()));
    return new BatchWait(refs, ref -> awaitAsync(ref, timeout));
  }

  private static Collection<TaskRef> requireSome(Collection<TaskRef> refs) {
    if (refs.isEmpty()) {
      throw new IllegalArgumentException("there is no task to wait for");
    }
    return refs;
  }

  private StatusQuery<VideoTask> looksAt(TaskRef ref) {
    GatewayClient gateway = gateway(ref.gateway());
    return heldThrough(
        new TaskQuery(ref, gateway, submissions, new VideoUrlRetries(gateway, time)));
  }

  private <S> StatusQuery<S> heldThrough(StatusQuery<S> query) {
    return ownTime == null ? new ClockPausingQuery<>(time, query) : query;
  }

  private <T> T held(Supplier<T> begin) {
    return ClockPausingQuery.begun(time, begin);
  }

  private GatewayClient gateway(String name) {
    if (closed) {
      throw new IllegalStateException("this client is closed");
    }
    GatewayClient gateway = gateways.get(name);
    if (gateway == null) {
      throw new IllegalArgumentException(
          "no gateway is named " + name + "; this client has " + gateways.keySet());
    }
    return gateway;
  }
}
