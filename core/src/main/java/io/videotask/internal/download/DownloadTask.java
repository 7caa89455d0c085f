package io.videotask.internal.download;

import io.videotask.download.DownloadTarget;
import io.videotask.download.Downloaded;
import io.videotask.error.ClientClosedException;
import io.videotask.error.ErrorKind;
import io.videotask.error.LinkExpiredException;
import io.videotask.error.NoAddressException;
import io.videotask.error.Retry;
import io.videotask.error.VideoTaskException;
import io.videotask.internal.http.DownloadHttpClient;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One download, from the first byte to the file in its place. It goes in steps, each on a thread of
 * the pool; between them, while it waits, it holds none. The steps never overlap.
 */
final class DownloadTask {
  private static final Duration LONGEST_GRACE = Duration.ofSeconds(1);
  private static final Duration UNTIL_ANOTHER_LETS_GO = Duration.ofMillis(20);

  private final Downloads.Order order;
  private final AddressRules rules;
  private final DownloadHttpClient client;
  private final DownloadClock timing;
  private final RandomGenerator random;
  private final TaskGateway gateway;
  private final DownloadRetryPolicy persistence;
  private final DownloadProgress progress;
  private final CancellableCall line = new CancellableCall();
  private final CompletableFuture<Downloaded> result = new CompletableFuture<>();

  // What follows is the steps' own, one after the other.
  private volatile @Nullable Sink sink;
  private final UrlRotation links;
  private final RangeSupport ranges = new RangeSupport();
  private final DownloadEndings endings;

  /** What is to be retried if the gateway's own content path brings nothing. */
  private @Nullable RetryableFailure beforeOwnContent;

  private final ReadinessRetries readiness;
  private final long begun;

  /** What the last attempt failed with; read by whoever ends the download. */
  private volatile @Nullable VideoTaskException lastFailure;

  // What follows is guarded by the lock.
  private @Nullable Runnable deadline;
  private @Nullable Runnable next;
  private InProcessLocks.@Nullable Claim claim;
  private @Nullable CompletableFuture<VideoTask> look;
  private @Nullable RuntimeException ending;
  private boolean working;
  private boolean committed;
  private boolean over;

  DownloadTask(Downloads.Order order, TaskGateway gateway, Downloads.Means means) {
    this.order = order;
    this.gateway = gateway;
    this.rules = new AddressRules(order.task().ref(), gateway.origin(), order.options());
    this.client = means.client();
    this.timing = means.timing();
    this.random = means.random();
    this.persistence = new DownloadRetryPolicy(timing, random);
    this.progress = new DownloadProgress(order.options().listener(), timing);
    this.readiness = new ReadinessRetries(order.task(), timing, random);
    this.begun = timing.nanoTime();
    this.endings = new DownloadEndings(order.task());
    this.links = new UrlRotation(order.task(), order.options().video(), gateway.contentUrl());
    this.lastFailure = links.isNamed() ? null : links.noAddress();
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
      deadline = timing.schedule(order.timeout(), this::expire);
    }
    step(this::open);
  }

  /** Ends it, because the client is closed. */
  void close() {
    ClientClosedException closed = endings.closed(sink, ranges);
    fail(closed);
    if (!result.isDone()) {
      // A step is under way, and may hang in somebody's channel; our own timer is closed soon.
      CompletableFuture.delayedExecutor(LONGEST_GRACE.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> result.completeExceptionally(closed));
    }
  }

  private TaskRef task() {
    return order.task().ref();
  }

  /** Takes hold of the target, and goes on from what an earlier download left there. */
  private void open() {
    if (order.target() instanceof DownloadTarget.OfChannel channel) {
      sink = new ChannelSink(task(), channel.channel(), order.options().sha256() != null);
    } else if (order.target() instanceof DownloadTarget.OfFile file) {
      TargetFile trouble = new TargetFile(task(), file.file());
      trouble.requireWritable(order.options().overwrite());
      InProcessLocks.Answer answer = InProcessLocks.ask(PartName.identity(file.file(), task()));
      if (answer instanceof InProcessLocks.Taken taken) {
        if (!taken.ending()) {
          throw PartLock.busy(trouble);
        }
        stepAfter(UNTIL_ANOTHER_LETS_GO, this::open);
        return;
      }
      claim(((InProcessLocks.Granted) answer).claim());
      sink = PartFile.open(trouble, ((InProcessLocks.Granted) answer).claim(), random);
    }
    if (links.isEmpty()) {
      noAddressYet();
    } else if (links.isNamed() && links.isExpired(timing.now())) {
      refresh();
    } else {
      fetch();
    }
  }

  private synchronized void claim(InProcessLocks.Claim granted) {
    claim = granted;
    if (isOver()) {
      granted.ending();
    }
  }

  private void fetch() {
    Sink into = sink();
    long before = into.have();
    VideoSource source = links.current();
    try {
      RedirectFollower route = new RedirectFollower(client, rules, timing, line);
      FetchAttempt attempt =
          new FetchAttempt(
              route,
              new FetchAttempt.Context(
                  rules, timing, into, progress, ranges, gateway, links.urls()));
      finish(into, attempt.fetch(source, links.announced()));
    } catch (RetryableFailure setback) {
      if (isOver()) {
        return;
      }
      // What the gateway's own path says that brings nothing is no news about the video.
      if (source.isOwnContent() && into.have() <= before) {
        afterOwnContent();
      } else {
        lastFailure = setback.failure();
        goOnAfter(setback);
      }
    } catch (VideoTaskException e) {
      if (isOver() || e.kind() == ErrorKind.IO) {
        throw e;
      }
      if (source.isOwnContent()) {
        afterOwnContent();
      } else {
        lastFailure = e;
        links.refusedBecause(e);
        nextSource();
      }
    }
  }

  /** The gateway's own path brought nothing: on with what was to be done before it was tried. */
  private void afterOwnContent() {
    RetryableFailure before = beforeOwnContent;
    beforeOwnContent = null;
    if (before != null) {
      retry(before);
    } else {
      nextSource();
    }
  }

  private void goOnAfter(RetryableFailure setback) {
    boolean certain = setback.remedy() == RetryableFailure.Remedy.NOT_READY;
    switch (setback.remedy()) {
      case TRY_AGAIN -> tryAgain(setback);
      case FRESH_LINK -> {
        links.goneBecause(setback.failure());
        nextSource();
      }
      case NOT_READY, NOT_THERE -> {
        if (readiness.isOpen(certain)) {
          links.notThereBecause(setback);
        }
        if (setback.failure() instanceof LinkExpiredException) {
          links.goneBecause(setback.failure());
        } else {
          links.refusedBecause(setback.failure());
        }
        nextSource();
      }
    }
  }

  private void tryAgain(RetryableFailure setback) {
    if (sink().have() == 0 && links.advanceToOwnContent()) {
      beforeOwnContent = setback;
      fetch();
    } else {
      retry(setback);
    }
  }

  private void retry(RetryableFailure setback) {
    if (ranges.isHopeless(timing.nanoTime())) {
      links.refusedBecause(endings.notResumable(setback.failure()));
      nextSource();
      return;
    }
    Duration delay = persistence.afterFailure(sink().have(), setback.wish());
    if (delay == null) {
      throw setback.failure();
    }
    // What has come from the gateway's own path can be gone on with there.
    if (sink().have() == 0 || !links.current().isOwnContent()) {
      links.rotate();
    }
    stepAfter(delay, this::fetch);
  }

  /** This address is of no use: on to the next, to fresh ones, or to the end. */
  private void nextSource() {
    if (links.advance()) {
      fetch();
      return;
    }
    if (!links.isNamed()) {
      noAddressYet();
      return;
    }
    RetryableFailure waiting = links.notThere();
    if (waiting != null) {
      askAgainWhenReady(waiting);
      return;
    }
    links.requireWorthRefreshing(sink().have());
    refresh();
  }

  /** The video isn't there yet, as it seems: the same link later, or a fresh one. */
  private void askAgainWhenReady(RetryableFailure waiting) {
    boolean certain = waiting.remedy() == RetryableFailure.Remedy.NOT_READY;
    if (!certain && waiting.wish() == null && !links.isRefreshedInVain(sink().have())) {
      refresh();
      return;
    }
    Duration delay = readiness.next(certain, waiting.wish());
    if (delay == null) {
      Duration tried = Duration.ofNanos(timing.nanoTime() - begun);
      throw links.notThereInTime(waiting, tried);
    }
    if (certain) {
      links.rewind();
      stepAfter(delay, this::fetch);
    } else {
      stepAfter(delay, this::refresh);
    }
  }

  /** The task's answer names no address, as happens right after its end. */
  private void noAddressYet() {
    NoAddressException failure = links.noAddress();
    lastFailure = failure;
    Duration delay = readiness.nextForAddress(links.isExpected());
    if (delay == null) {
      throw failure;
    }
    stepAfter(delay, this::refresh);
  }

  private void refresh() {
    links.refreshing(sink().have());
    CompletableFuture<VideoTask> asked = gateway.query();
    synchronized (this) {
      look = asked;
    }
    asked.whenComplete((task, thrown) -> step(() -> refreshed(task, thrown)));
  }

  private void refreshed(@Nullable VideoTask fresh, @Nullable Throwable thrown) {
    if (!(fresh instanceof VideoTask.Completed completed)) {
      Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
      if (cause instanceof VideoTaskException e && e.retry() == Retry.ALWAYS) {
        links.refreshingFailed();
        lastFailure = e;
        askAgain(e);
        return;
      }
      VideoTaskException last =
          links.lost(
              fresh != null
                  ? "the task is " + fresh.state() + " now"
                  : "no fresh one could be asked for: "
                      + (cause == null ? "no answer" : String.valueOf(cause.getMessage())));
      if (cause != null) {
        last.addSuppressed(cause);
      }
      throw last;
    }
    links.refresh(completed);
    if (links.isEmpty()) {
      noAddressYet();
    } else {
      fetch();
    }
  }

  private void askAgain(VideoTaskException failure) {
    Duration delay = persistence.afterFailure(sink().have(), failure.retryAfter());
    if (delay == null) {
      throw failure;
    }
    stepAfter(delay, this::refresh);
  }

  private void finish(Sink into, @Nullable String host) {
    String wanted = order.options().sha256();
    String digest = into.settle(wanted);
    if (wanted != null && !wanted.equals(digest)) {
      if (into instanceof PartFile) {
        into.forget();
      }
      throw endings.wrongDigest(digest);
    }
    synchronized (this) {
      if (isOver()) {
        return;
      }
      committed = true;
    }
    Path file = into.deliver(order.options().overwrite());
    long bytes = into.have();
    progress.mark(bytes, bytes);
    closeSink();
    result.complete(new Downloaded(task(), file, bytes, host, digest));
  }

  private Sink sink() {
    Sink held = sink;
    if (held == null) {
      throw new IllegalStateException("nothing is open yet");
    }
    return held;
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
   * Ends it from outside. Whoever hears of the end shall find the files closed, so it is told by
   * the step under way; unless that hangs in somebody's channel.
   */
  private void fail(RuntimeException failure) {
    boolean idle;
    synchronized (this) {
      if (ending != null) {
        return;
      }
      ending = failure;
      idle = !working;
      if (claim != null) {
        claim.ending();
      }
      if (!idle) {
        next = timing.schedule(LONGEST_GRACE, () -> result.completeExceptionally(failure));
      }
    }
    line.cut();
    if (idle) {
      result.completeExceptionally(failure);
    }
  }

  private synchronized boolean isOver() {
    return over || ending != null;
  }

  private void stepAfter(Duration delay, Runnable step) {
    synchronized (this) {
      if (!isOver()) {
        next = timing.schedule(delay, () -> step(step));
      }
    }
  }

  private void step(Runnable step) {
    Runnable release = timing.hold();
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
      if (isOver()) {
        return;
      }
      working = true;
    }
    Throwable thrown = null;
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      thrown = e;
    }
    boolean last;
    synchronized (this) {
      working = false;
      thrown = ending == null ? thrown : ending;
      last = over || thrown != null;
    }
    if (last) {
      closeSink();
    }
    if (thrown != null) {
      result.completeExceptionally(thrown);
    }
  }

  /** Whatever the end was: nothing more is sent, and the target is let go. */
  private void stop() {
    boolean idle;
    CompletableFuture<VideoTask> asked;
    synchronized (this) {
      over = true;
      idle = !working;
      asked = look;
      if (deadline != null) {
        deadline.run();
      }
      if (next != null) {
        next.run();
      }
      if (claim != null) {
        claim.ending();
      }
    }
    line.cut();
    if (asked != null) {
      asked.cancel(true);
    }
    if (idle) {
      closeSink();
    }
  }

  private void closeSink() {
    Sink held = sink;
    sink = null;
    if (held != null) {
      held.close();
    }
  }
}
