package io.videotask.internal.download;

import io.videotask.download.DownloadTarget;
import io.videotask.download.Downloaded;
import io.videotask.error.ErrorKind;
import io.videotask.error.VideoTaskException;
import io.videotask.internal.download.NextStep.State;
import io.videotask.internal.http.DownloadHttpClient;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import io.videotask.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One download, as a state machine: {@link NextStep.State} has the states, {@link
 * DownloadTransitions} decides the transitions, {@link StepRunner} runs them and ends the download.
 */
final class DownloadTask {
  private static final Duration LOCK_RETRY_DELAY = Duration.ofMillis(20);

  private final Downloads.DownloadRequest request;
  private final TaskGateway gateway;
  private final UrlRules rules;
  private final DownloadHttpClient client;
  private final TimeSource clock;
  private final RandomGenerator random;
  private final DownloadProgress progress;
  private final CancellableCall currentCall;
  private final RangeSupport ranges = new RangeSupport();
  private final DownloadEndings endings;
  private final UrlRotation rotation;
  private final DownloadTransitions transitions;
  private final StepRunner steps;

  /** Where the bytes go; null until the target is open. Written by steps, read by any thread. */
  private volatile @Nullable Sink sink;

  /** The last query for fresh URLs; null before the first. */
  private volatile @Nullable CompletableFuture<VideoTask> query;

  /**
   * Creates a download; {@link #start} starts it.
   *
   * @throws VideoTaskException if the task has no such video
   */
  DownloadTask(
      Downloads.DownloadRequest request, TaskGateway gateway, Downloads.Dependencies dependencies) {
    this.request = request;
    this.gateway = gateway;
    this.rules = new UrlRules(request.task().ref(), gateway.origin(), request.options());
    this.client = dependencies.client();
    this.clock = dependencies.clock();
    this.random = dependencies.random();
    this.currentCall = new CancellableCall(dependencies.cancels());
    this.progress = new DownloadProgress(request.options().listener(), clock);
    this.endings = new DownloadEndings(request.task());
    this.rotation =
        new UrlRotation(request.task(), request.options().video(), gateway.contentUrl());
    this.transitions = new DownloadTransitions(rotation, ranges, endings, clock, random);
    this.steps = new StepRunner(clock, client.executor(), new Ending());
    steps.onEnding(currentCall::cancel);
    steps.onEnding(this::cancelQuery);
  }

  /** Gives the step runner what it needs to end this download. */
  private final class Ending implements StepRunner.Owner {
    @Override
    public RuntimeException closed() {
      return endings.closed(sink, ranges);
    }

    @Override
    public RuntimeException timedOut() {
      return endings.timedOut(sink, ranges, transitions.lastFailure());
    }

    @Override
    public void releaseTarget() {
      Sink open = takeSink();
      if (open != null) {
        open.close();
      }
    }
  }

  /** Returns the future of the download; cancelling it stops the download. */
  CompletableFuture<Downloaded> result() {
    return steps.result();
  }

  /** Starts the download and its deadline. */
  void start() {
    steps.endAfter(request.timeout());
    steps.run(() -> advance(NextStep.now(State.OPEN)));
  }

  /** Ends the download because the client is closed. */
  void close() {
    steps.close();
  }

  /** Enters one state after the other, until one has to wait for something. */
  private void advance(NextStep first) {
    NextStep next = first;
    while (next.isImmediate()) {
      switch (next.state()) {
        case OPEN -> next = open();
        case FETCH -> next = fetch();
        case REFRESH -> next = refresh();
        case AWAIT_ANSWER, END -> {
          return;
        }
      }
    }
    State later = next.state();
    steps.runAfter(next.delay(), () -> advance(NextStep.now(later)));
  }

  private NextStep open() {
    if (request.target() instanceof DownloadTarget.OfChannel channel) {
      sink = new ChannelSink(task(), channel.channel(), request.options().sha256() != null);
    } else if (request.target() instanceof DownloadTarget.OfFile file) {
      TargetFile target = new TargetFile(task(), file.file());
      target.requireWritable(request.options().overwrite());
      InProcessLocks.Result lock =
          InProcessLocks.tryAcquire(PartName.identity(file.file(), task()));
      if (lock instanceof InProcessLocks.Busy busy) {
        if (!busy.releasing()) {
          throw PartLock.busy(target);
        }
        return NextStep.after(LOCK_RETRY_DELAY, State.OPEN);
      }
      InProcessLocks.Lock acquired = ((InProcessLocks.Acquired) lock).lock();
      steps.onEnding(acquired::markReleasing);
      sink = PartFile.open(target, acquired, random);
    }
    return transitions.afterOpen();
  }

  private NextStep fetch() {
    Sink target = openSink();
    long before = target.received();
    String host;
    try {
      FetchAttempt attempt =
          new FetchAttempt(
              new RedirectFollower(client, rules, clock, currentCall),
              new FetchAttempt.Context(
                  rules, clock, target, progress, ranges, gateway, rotation.urls()));
      host = attempt.fetch(rotation.current(), rotation.reportedSize());
    } catch (RetryableFailure retryable) {
      return steps.isEnding()
          ? NextStep.END
          : transitions.afterRetryable(retryable, before, target.received());
    } catch (VideoTaskException e) {
      if (steps.isEnding() || e.kind() == ErrorKind.IO) {
        throw e;
      }
      return transitions.afterRefusal(e, target.received());
    } catch (RuntimeException | Error e) {
      // Thrown by a callback of the HTTP client's, or for lack of memory.
      return steps.isEnding()
          ? NextStep.END
          : transitions.afterRetryable(
              new ResponseErrors(task()).thrown(e), before, target.received());
    }
    finish(target, host);
    return NextStep.END;
  }

  private NextStep refresh() {
    long received = openSink().received();
    rotation.refreshStarted(received);
    CompletableFuture<VideoTask> pending = gateway.query();
    query = pending;
    if (steps.isEnding()) {
      cancelQuery();
    }
    pending.whenComplete(
        (task, thrown) ->
            steps.run(() -> advance(transitions.afterRefresh(task, thrown, received))));
    return NextStep.AWAIT_ANSWER;
  }

  private void cancelQuery() {
    CompletableFuture<VideoTask> pending = query;
    if (pending != null) {
      pending.cancel(true);
    }
  }

  /** Checks the complete video, and moves it to its target. */
  private void finish(Sink target, @Nullable String host) {
    String expected = request.options().sha256();
    String digest = target.sync(expected);
    if (expected != null && !expected.equals(digest)) {
      if (target instanceof PartFile) {
        target.discard();
      }
      throw endings.wrongDigest(digest);
    }
    if (!steps.tryCommit()) {
      return;
    }
    Path file = target.commit(request.options().overwrite());
    long bytes = target.received();
    progress.report(bytes, bytes);
    steps.complete(new Downloaded(task(), file, bytes, host, digest));
  }

  /** Returns the open sink once, since two threads may end the download at the same time. */
  private synchronized @Nullable Sink takeSink() {
    Sink open = sink;
    sink = null;
    return open;
  }

  private Sink openSink() {
    Sink open = sink;
    if (open == null) {
      throw new IllegalStateException("nothing is open yet");
    }
    return open;
  }

  private TaskRef task() {
    return request.task().ref();
  }
}
