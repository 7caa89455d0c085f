package io.videotask.download;

import io.videotask.error.ClientClosedException;
import io.videotask.error.DownloadFailedException;
import io.videotask.error.DownloadFailedException.Reason;
import io.videotask.error.ErrorKind;
import io.videotask.error.Evidence;
import io.videotask.error.Retry;
import io.videotask.error.VideoTaskException;
import io.videotask.error.WaitTimedOutException;
import io.videotask.http.FetchClient;
import io.videotask.http.GatewayOrigin;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One download, from the first byte to the file in its place. It goes in steps, each on a thread of
 * the pool; between them, while it waits, it holds none. The steps never overlap.
 */
final class Run {
  private static final Duration LONGEST_GRACE = Duration.ofSeconds(1);
  private static final Duration UNTIL_ANOTHER_LETS_GO = Duration.ofMillis(20);

  private final Downloads.Order order;
  private final AddressRules rules;
  private final FetchClient client;
  private final Timing timing;
  private final RandomGenerator random;
  private final Supplier<CompletableFuture<VideoTask>> freshLook;
  private final Persistence persistence;
  private final Progress progress;
  private final Line line = new Line();
  private final CompletableFuture<Downloaded> result = new CompletableFuture<>();

  // What follows is the steps' own, one after the other.
  private @Nullable Sink sink;
  private final Links links;

  // What follows is guarded by the lock.
  private @Nullable Runnable deadline;
  private @Nullable Runnable next;
  private Claims.@Nullable Claim claim;
  private @Nullable CompletableFuture<VideoTask> look;
  private @Nullable RuntimeException ending;
  private boolean working;
  private boolean committed;
  private boolean over;

  Run(
      Downloads.Order order,
      GatewayOrigin gateway,
      Downloads.Means means,
      Supplier<CompletableFuture<VideoTask>> freshLook) {
    this.order = order;
    this.rules = new AddressRules(order.task().ref(), gateway, order.options());
    this.client = means.client();
    this.timing = means.timing();
    this.random = means.random();
    this.freshLook = freshLook;
    this.persistence = new Persistence(timing, random);
    this.progress = new Progress(order.options().listener(), timing);
    this.links = new Links(order.task(), order.options().video());
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
    fail(
        new ClientClosedException(
            "the client was closed while the video of "
                + task()
                + " was being fetched; what has come is kept",
            Evidence.of(task())));
  }

  private TaskRef task() {
    return order.task().ref();
  }

  /** Takes hold of the target, and goes on from what an earlier download left there. */
  private void open() {
    if (order.target() instanceof DownloadTarget.OfChannel channel) {
      sink = new ChannelSink(task(), channel.channel(), order.options().sha256() != null);
    } else if (order.target() instanceof DownloadTarget.OfFile file) {
      FileTrouble trouble = new FileTrouble(task(), file.file());
      trouble.requireWritable(order.options().overwrite());
      Claims.Answer answer = Claims.ask(PartName.identity(file.file(), task()));
      if (answer instanceof Claims.Taken taken) {
        if (!taken.ending()) {
          throw PartLock.busy(trouble);
        }
        stepAfter(UNTIL_ANOTHER_LETS_GO, this::open);
        return;
      }
      claim(((Claims.Granted) answer).claim());
      sink = PartFile.open(trouble, ((Claims.Granted) answer).claim(), random);
    }
    if (links.isExpired(timing.now())) {
      refresh();
    } else {
      fetch();
    }
  }

  private synchronized void claim(Claims.Claim granted) {
    claim = granted;
    if (isOver()) {
      granted.ending();
    }
  }

  private void fetch() {
    Sink into = sink();
    try {
      Route route = new Route(client, rules, timing, line);
      Attempt attempt = new Attempt(route, rules, timing, into, progress);
      finish(into, attempt.fetch(links.current(), links.announced()));
    } catch (Setback setback) {
      if (isOver()) {
        return;
      }
      switch (setback.remedy()) {
        case FRESH_LINK -> {
          links.goneBecause(setback.failure());
          nextSource();
        }
        case TRY_AGAIN -> tryAgain(setback);
      }
    } catch (VideoTaskException e) {
      if (isOver() || e.kind() == ErrorKind.IO) {
        throw e;
      }
      links.refusedBecause(e);
      nextSource();
    }
  }

  private void tryAgain(Setback setback) {
    Duration delay = persistence.afterFailure(sink().have(), setback.wish());
    if (delay == null) {
      throw setback.failure();
    }
    links.rotate();
    stepAfter(delay, this::fetch);
  }

  /** This address is of no use: on to the next, to fresh ones, or to the end. */
  private void nextSource() {
    if (links.advance()) {
      fetch();
    } else {
      links.requireWorthRefreshing(sink().have());
      refresh();
    }
  }

  private void refresh() {
    links.refreshing(sink().have());
    CompletableFuture<VideoTask> asked = freshLook.get();
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
    fetch();
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
      throw new DownloadFailedException(
          Reason.WRONG_DIGEST,
          "the video of " + task() + " has the digest " + digest + ", not the one expected",
          Evidence.of(task()));
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
    fail(
        new WaitTimedOutException(
            "the video of "
                + task()
                + " was not there in time; what has come is kept, download it again to go on",
            Evidence.of(task()),
            order.task()));
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
