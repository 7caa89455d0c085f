package io.videotask;

import io.videotask.download.DownloadOptions;
import io.videotask.download.DownloadTarget;
import io.videotask.download.Downloaded;
import io.videotask.error.ClientClosedException;
import io.videotask.error.Evidence;
import io.videotask.error.UnreachableException;
import io.videotask.error.VideoTaskException;
import io.videotask.error.WaitInterruptedException;
import io.videotask.error.WaitTimedOutException;
import io.videotask.gateway.Gateway;
import io.videotask.gateway.GatewayClient;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.http.Transport;
import io.videotask.poll.Endings;
import io.videotask.poll.Poller;
import io.videotask.poll.Query;
import io.videotask.poll.RequestPace;
import io.videotask.poll.RetryTokens;
import io.videotask.poll.SystemTime;
import io.videotask.poll.Time;
import io.videotask.task.NotCompletedException;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
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
  private final @Nullable SystemTime ownTime;
  private final Transport transport;
  private final Poller poller;
  private final Submissions submissions;
  private final Fetching fetching;
  private final Time time;
  private final Map<String, GatewayClient> gateways = new LinkedHashMap<>();
  private final Map<TaskRef, Set<Poller.Handle<VideoTask>>> waits = new ConcurrentHashMap<>();
  private final Map<String, RetryTokens> retryTokens = new ConcurrentHashMap<>();
  private volatile boolean closed;

  VideoTasks(VideoTasksBuilder settings) {
    this.settings = settings;
    this.time = settings.time == null ? new SystemTime() : settings.time;
    this.ownTime = settings.time == null && time instanceof SystemTime own ? own : null;
    this.transport =
        new Transport(
            settings.httpClient, settings.limits, settings.requestListener, time::nanoTime);
    RequestPace pace = new RequestPace(settings.maxRequestsPerSecond, time);
    this.poller = new Poller(time, settings.random, pace);
    this.submissions = new Submissions(time, pace);
    this.fetching = new Fetching(this, settings, time);
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
    return Submissions.join(begin(request));
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
    return join(ref, queryAsync(ref));
  }

  /** {@link #query} without a thread that waits. Cancelling the future cancels the request. */
  public CompletableFuture<VideoTask> queryAsync(TaskRef ref) {
    Duration limit = settings.limits.requestTimeout().multipliedBy(2);
    String host = gateway(ref.gateway()).host();
    RetryTokens tokens = retryTokens.computeIfAbsent(host, anyHost -> new RetryTokens());
    Runnable release = time.hold();
    try {
      return poller.ask(looksAt(ref), limit, endings(ref, limit), tokens);
    } finally {
      release.run();
    }
  }

  /**
   * Asks until the task has ended. Survives failures that pass, unknown words and answers that are
   * none, as far as the failure budget goes.
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
    return join(ref, awaitAsync(ref, timeout));
  }

  /**
   * {@link #await} without a thread that waits. Cancelling the future stops the asking; the task
   * itself goes on.
   */
  public CompletableFuture<VideoTask> awaitAsync(TaskRef ref, Duration timeout) {
    Poller.Plan<VideoTask> plan =
        new Poller.Plan<>(
            timeout,
            settings.schedule,
            settings.failureBudget,
            settings.listener,
            endings(ref, timeout),
            gateway(ref.gateway()).kind());
    Poller.Handle<VideoTask> wait = begin(ref, plan);
    Set<Poller.Handle<VideoTask>> sameTask =
        waits.compute(
            ref,
            (key, others) -> {
              Set<Poller.Handle<VideoTask>> all =
                  others == null ? ConcurrentHashMap.newKeySet() : others;
              all.add(wait);
              return all;
            });
    wait.result()
        .whenComplete(
            (task, thrown) ->
                waits.computeIfPresent(
                    ref,
                    (key, all) -> {
                      sameTask.remove(wait);
                      return all.isEmpty() ? null : all;
                    }));
    return wait.result();
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
    return join(ref, downloadAsync(ref, target, options));
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
    return join(task.ref(), downloadAsync(task, target, options));
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
   * Makes all waits for this task ask now instead of when their schedule says: for applications
   * that get a callback. Does nothing where none waits.
   */
  public void lookNow(TaskRef ref) {
    Runnable release = time.hold();
    waits.getOrDefault(ref, Set.of()).forEach(Poller.Handle::lookNow);
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
    if (ownTime != null) {
      ownTime.close();
    }
  }

  private Poller.Handle<VideoTask> begin(TaskRef ref, Poller.Plan<VideoTask> plan) {
    Runnable release = time.hold();
    try {
      // A task that was just made can't be done: its first query comes by the schedule.
      return submissions.isNew(ref)
          ? poller.awaitNew(looksAt(ref), plan)
          : poller.await(looksAt(ref), plan);
    } finally {
      release.run();
    }
  }

  private Submissions.Pending begin(VideoRequest request) {
    String name = request.gateway();
    if (name == null && gateways.size() > 1) {
      throw new IllegalArgumentException(
          "the request has to name its gateway: this client has " + gateways.keySet());
    }
    GatewayClient gateway = gateway(name == null ? gateways.keySet().iterator().next() : name);
    return submissions.submit(gateway.submission(request));
  }

  private Query<VideoTask> looksAt(TaskRef ref) {
    GatewayClient gateway = gateway(ref.gateway());
    return submissions.patient(ref, new HeldQuery(time, () -> gateway.look(ref)));
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

  private static <T> T join(TaskRef ref, CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw new WaitInterruptedException(
          "the thread that waited for "
              + ref
              + " was interrupted; the task goes on and can be waited for again",
          Evidence.of(ref));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(
          "waiting for " + ref + " came to an end that nobody foresaw", e);
    }
  }

  private static Endings<VideoTask> endings(TaskRef ref, Duration limit) {
    return new Endings<>() {
      @Override
      public RuntimeException timedOut(
          @Nullable VideoTask lastSeen, @Nullable RuntimeException lastFailure) {
        WaitTimedOutException timedOut =
            new WaitTimedOutException(
                TimedOut.message(ref, limit, lastSeen, lastFailure), Evidence.of(ref), lastSeen);
        if (lastFailure != null) {
          timedOut.initCause(lastFailure);
        }
        return timedOut;
      }

      @Override
      public RuntimeException closed() {
        return new ClientClosedException(
            "the client was closed while " + ref + " was being asked for; the task goes on",
            Evidence.of(ref));
      }
    };
  }
}
