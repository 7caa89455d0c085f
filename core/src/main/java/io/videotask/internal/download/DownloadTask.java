package io.videotask.internal.download;

import io.videotask.download.DownloadTarget;
import io.videotask.download.Downloaded;
import io.videotask.error.ErrorKind;
import io.videotask.error.LinkExpiredException;
import io.videotask.error.NoAddressException;
import io.videotask.error.Retry;
import io.videotask.error.VideoTaskException;
import io.videotask.internal.http.DownloadHttpClient;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import io.videotask.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs one download in steps, each on a thread of the pool; while it waits between steps it holds
 * no thread. The steps never overlap.
 */
final class DownloadTask {
  private static final Duration MAX_GRACE = Duration.ofSeconds(1);
  private static final Duration LOCK_RETRY_DELAY = Duration.ofMillis(20);

  private final Downloads.DownloadRequest order;
  private final AddressRules rules;
  private final DownloadHttpClient client;
  private final TimeSource clock;
  private final RandomGenerator random;
  private final TaskGateway gateway;
  private final DownloadRetryPolicy retryPolicy;
  private final DownloadProgress progress;
  private final CancellableCall currentCall = new CancellableCall();
  private final CompletableFuture<Downloaded> result = new CompletableFuture<>();

  // Used by the steps only, which run one after the other.
  private volatile @Nullable Sink sink;
  private final UrlRotation rotation;
  private final RangeSupport ranges = new RangeSupport();
  private final DownloadEndings endings;

  private @Nullable RetryableFailure beforeOwnContent;
  private final ReadinessRetries readiness;
  private final long startedAt;

  private volatile @Nullable VideoTaskException lastFailure;

  // Guarded by the lock from here on.
  private TimeSource.@Nullable Cancellable deadline;
  private TimeSource.@Nullable Cancellable next;
  private InProcessLocks.@Nullable Lock processLock;
  private @Nullable CompletableFuture<VideoTask> query;
  private @Nullable RuntimeException failureToReport;
  private boolean stepRunning;
  private boolean committed;
  private boolean done;

  DownloadTask(Downloads.DownloadRequest order, TaskGateway gateway, Downloads.Dependencies means) {
    this.order = order;
    this.gateway = gateway;
    this.rules = new AddressRules(order.task().ref(), gateway.origin(), order.options());
    this.client = means.client();
    this.clock = means.clock();
    this.random = means.random();
    this.retryPolicy = new DownloadRetryPolicy(clock, random);
    this.progress = new DownloadProgress(order.options().listener(), clock);
    this.readiness = new ReadinessRetries(order.task(), clock, random);
    this.startedAt = clock.nanoTime();
    this.endings = new DownloadEndings(order.task());
    this.rotation = new UrlRotation(order.task(), order.options().video(), gateway.contentUrl());
    this.lastFailure = rotation.hasReportedUrl() ? null : rotation.noUrl();
    result.whenComplete((downloaded, thrown) -> stop());
  }

  CompletableFuture<Downloaded> result() {
    return result;
  }

  void start() {
    if (order.timeout().isNegative() || order.timeout().isZero()) {
      expire();
      return;
    }
    synchronized (this) {
      deadline = clock.schedule(order.timeout(), this::expire);
    }
    step(this::open);
  }

  /** Ends the download because the client is closed. */
  void close() {
    fail(endings.closed(sink, ranges));
  }

  private TaskRef task() {
    return order.task().ref();
  }

  private void open() {
    if (order.target() instanceof DownloadTarget.OfChannel channel) {
      sink = new ChannelSink(task(), channel.channel(), order.options().sha256() != null);
    } else if (order.target() instanceof DownloadTarget.OfFile file) {
      TargetFile targetFile = new TargetFile(task(), file.file());
      targetFile.requireWritable(order.options().overwrite());
      InProcessLocks.Result lockResult =
          InProcessLocks.tryAcquire(PartName.identity(file.file(), task()));
      if (lockResult instanceof InProcessLocks.Busy busy) {
        if (!busy.releasing()) {
          throw PartLock.busy(targetFile);
        }
        stepAfter(LOCK_RETRY_DELAY, this::open);
        return;
      }
      processLock(((InProcessLocks.Acquired) lockResult).lock());
      sink = PartFile.open(targetFile, ((InProcessLocks.Acquired) lockResult).lock(), random);
    }
    if (rotation.isEmpty()) {
      retryWithoutUrl();
    } else if (rotation.hasReportedUrl() && rotation.isExpired(clock.now())) {
      refresh();
    } else {
      fetch();
    }
  }

  private synchronized void processLock(InProcessLocks.Lock acquired) {
    processLock = acquired;
    if (isEnding()) {
      acquired.markReleasing();
    }
  }

  private void fetch() {
    Sink target = sink();
    long before = target.received();
    VideoSource source = rotation.current();
    try {
      RedirectFollower redirects = new RedirectFollower(client, rules, clock, currentCall);
      FetchAttempt attempt =
          new FetchAttempt(
              redirects,
              new FetchAttempt.Context(
                  rules, clock, target, progress, ranges, gateway, rotation.urls()));
      finish(target, attempt.fetch(source, rotation.reportedSize()));
    } catch (RetryableFailure retryable) {
      if (isEnding()) {
        return;
      }
      // A failure of the gateway's own path that delivered nothing says nothing about the video.
      if (source.isOwnContent() && target.received() <= before) {
        afterOwnContent();
      } else {
        lastFailure = retryable.failure();
        handleFailure(retryable);
      }
    } catch (VideoTaskException e) {
      if (isEnding() || e.kind() == ErrorKind.IO) {
        throw e;
      }
      if (source.isOwnContent()) {
        afterOwnContent();
      } else {
        lastFailure = e;
        rotation.recordRefusal(e);
        nextSource();
      }
    }
  }

  private void afterOwnContent() {
    RetryableFailure before = beforeOwnContent;
    beforeOwnContent = null;
    if (before != null) {
      retry(before);
    } else {
      nextSource();
    }
  }

  private void handleFailure(RetryableFailure retryable) {
    switch (retryable.remedy()) {
      case RETRY -> retryOrUseOwnContent(retryable);
      case REFRESH_URL -> {
        rotation.recordExpired(retryable.failure());
        nextSource();
      }
      case NOT_READY, MISSING -> {
        if (readiness.isOpen(retryable.remedy() == RetryableFailure.Remedy.NOT_READY)) {
          rotation.recordMissing(retryable);
        }
        if (retryable.failure() instanceof LinkExpiredException) {
          rotation.recordExpired(retryable.failure());
        } else {
          rotation.recordRefusal(retryable.failure());
        }
        nextSource();
      }
    }
  }

  private void retryOrUseOwnContent(RetryableFailure retryable) {
    if (sink().received() == 0 && rotation.advanceToOwnContent()) {
      beforeOwnContent = retryable;
      fetch();
    } else {
      retry(retryable);
    }
  }

  private void retry(RetryableFailure retryable) {
    if (ranges.shouldGiveUp(clock.nanoTime())) {
      rotation.recordRefusal(endings.notResumable(retryable.failure()));
      nextSource();
      return;
    }
    Duration delay = retryPolicy.afterFailure(sink().received(), retryable.retryAfter());
    if (delay == null) {
      throw retryable.failure();
    }
    // Bytes from the gateway's own path can be resumed there.
    if (sink().received() == 0 || !rotation.current().isOwnContent()) {
      rotation.rotate();
    }
    stepAfter(delay, this::fetch);
  }

  private void nextSource() {
    if (rotation.advance()) {
      fetch();
      return;
    }
    if (!rotation.hasReportedUrl()) {
      retryWithoutUrl();
      return;
    }
    RetryableFailure missing = rotation.missing();
    if (missing != null) {
      retryUntilReady(missing);
      return;
    }
    rotation.requireUsefulRefresh(sink().received());
    refresh();
  }

  /**
   * Retries a video that is not available yet: with the same URL later, or with a refreshed one.
   */
  private void retryUntilReady(RetryableFailure missing) {
    boolean expectedLater = missing.remedy() == RetryableFailure.Remedy.NOT_READY;
    if (!expectedLater
        && missing.retryAfter() == null
        && !rotation.isRefreshUseless(sink().received())) {
      refresh();
      return;
    }
    Duration delay = readiness.next(expectedLater, missing.retryAfter());
    if (delay == null) {
      Duration tried = Duration.ofNanos(clock.nanoTime() - startedAt);
      throw rotation.stillMissing(missing, tried);
    }
    if (expectedLater) {
      rotation.rewind();
      stepAfter(delay, this::fetch);
    } else {
      stepAfter(delay, this::refresh);
    }
  }

  /**
   * Queries again while the task's answer has no URL, as happens right after the task has finished.
   */
  private void retryWithoutUrl() {
    NoAddressException failure = rotation.noUrl();
    lastFailure = failure;
    Duration delay = readiness.nextForAddress(rotation.expectsUrl());
    if (delay == null) {
      throw failure;
    }
    stepAfter(delay, this::refresh);
  }

  private void refresh() {
    rotation.refreshStarted(sink().received());
    CompletableFuture<VideoTask> pending = gateway.query();
    synchronized (this) {
      query = pending;
    }
    pending.whenComplete((task, thrown) -> step(() -> refreshed(task, thrown)));
  }

  private void refreshed(@Nullable VideoTask fresh, @Nullable Throwable thrown) {
    if (!(fresh instanceof VideoTask.Completed completed)) {
      Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
      if (cause instanceof VideoTaskException e && e.retry() == Retry.ALWAYS) {
        rotation.refreshFailed();
        lastFailure = e;
        retryRefresh(e);
        return;
      }
      VideoTaskException last =
          rotation.noUrlLeft(
              fresh != null
                  ? "the task is " + fresh.state() + " now"
                  : "no fresh one could be queried: "
                      + (cause == null ? "no answer" : String.valueOf(cause.getMessage())));
      if (cause != null) {
        last.addSuppressed(cause);
      }
      throw last;
    }
    rotation.refresh(completed);
    if (rotation.isEmpty()) {
      retryWithoutUrl();
    } else {
      fetch();
    }
  }

  private void retryRefresh(VideoTaskException failure) {
    Duration delay = retryPolicy.afterFailure(sink().received(), failure.retryAfter());
    if (delay == null) {
      throw failure;
    }
    stepAfter(delay, this::refresh);
  }

  private void finish(Sink target, @Nullable String host) {
    String expected = order.options().sha256();
    String digest = target.sync(expected);
    if (expected != null && !expected.equals(digest)) {
      if (target instanceof PartFile) {
        target.discard();
      }
      throw endings.wrongDigest(digest);
    }
    synchronized (this) {
      if (isEnding()) {
        return;
      }
      committed = true;
    }
    Path file = target.commit(order.options().overwrite());
    long bytes = target.received();
    progress.report(bytes, bytes);
    closeSink();
    result.complete(new Downloaded(task(), file, bytes, host, digest));
  }

  private Sink sink() {
    Sink open = sink;
    if (open == null) {
      throw new IllegalStateException("nothing is open yet");
    }
    return open;
  }

  private void expire() {
    synchronized (this) {
      if (committed) {
        return;
      }
    }
    fail(endings.timedOut(sink, ranges, lastFailure));
  }

  /**
   * Ends the download from another thread. The running step completes the future, after it has
   * closed the files; after a grace period a timer does, in case the step is blocked in the
   * caller's channel.
   */
  private void fail(RuntimeException failure) {
    boolean idle;
    synchronized (this) {
      if (failureToReport != null) {
        return;
      }
      failureToReport = failure;
      idle = !stepRunning;
      if (processLock != null) {
        processLock.markReleasing();
      }
      if (!idle) {
        idle = !startGracePeriod(failure);
      }
    }
    currentCall.cancel();
    if (idle) {
      result.completeExceptionally(failure);
    }
  }

  /** Returns false if no timer can be set, for example because the clock's owner has closed it. */
  private synchronized boolean startGracePeriod(RuntimeException failure) {
    try {
      next = clock.schedule(MAX_GRACE, () -> result.completeExceptionally(failure));
      return true;
    } catch (RuntimeException | Error e) {
      return false;
    }
  }

  private synchronized boolean isEnding() {
    return done || failureToReport != null;
  }

  private void stepAfter(Duration delay, Runnable step) {
    synchronized (this) {
      if (!isEnding()) {
        next = clock.schedule(delay, () -> step(step));
      }
    }
  }

  private void step(Runnable step) {
    Runnable release = clock.pause();
    try {
      client
          .executor()
          .execute(
              () -> {
                try {
                  perform(step);
                } finally {
                  release.run();
                }
              });
    } catch (RejectedExecutionException e) {
      release.run();
      close();
    }
  }

  private void perform(Runnable step) {
    synchronized (this) {
      if (isEnding()) {
        return;
      }
      stepRunning = true;
    }
    Throwable thrown = null;
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      thrown = e;
    }
    boolean last;
    synchronized (this) {
      stepRunning = false;
      thrown = failureToReport == null ? thrown : failureToReport;
      last = done || thrown != null;
    }
    if (last) {
      closeSink();
    }
    if (thrown != null) {
      result.completeExceptionally(thrown);
    }
  }

  private void stop() {
    boolean idle;
    CompletableFuture<VideoTask> pending;
    synchronized (this) {
      done = true;
      idle = !stepRunning;
      pending = query;
      if (deadline != null) {
        deadline.cancel();
      }
      if (next != null) {
        next.cancel();
      }
      if (processLock != null) {
        processLock.markReleasing();
      }
    }
    currentCall.cancel();
    if (pending != null) {
      pending.cancel(true);
    }
    if (idle) {
      closeSink();
    }
  }

  private void closeSink() {
    Sink open = sink;
    sink = null;
    if (open != null) {
      open.close();
    }
  }
}
