package io.videotask.poll;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One query that is repeated a little while asking again can help. */
final class Attempts<S> implements Poller.Ongoing {
  private static final int MOST = 3;

  private final Time time;
  private final RandomGenerator random;
  private final RequestPace pace;
  private final Query<S> query;
  private final Duration limit;
  private final Endings<S> endings;
  private final CompletableFuture<S> result = new CompletableFuture<>();
  private final List<RuntimeException> failures = new ArrayList<>();
  private final long begun;

  private Time.@Nullable Alarm deadline;
  private Time.@Nullable Alarm next;
  private @Nullable CompletableFuture<Look<S>> underWay;
  private boolean over;

  Attempts(
      Time time,
      RandomGenerator random,
      RequestPace pace,
      Query<S> query,
      Duration limit,
      Endings<S> endings) {
    this.time = time;
    this.random = random;
    this.pace = pace;
    this.query = query;
    this.limit = limit;
    this.endings = endings;
    this.begun = time.nanoTime();
    result.whenComplete((snapshot, thrown) -> stop());
  }

  CompletableFuture<S> result() {
    return result;
  }

  void start() {
    synchronized (this) {
      if (over) {
        return;
      }
      deadline = time.schedule(limit, this::expire);
    }
    askAfter(pace.reserve());
  }

  @Override
  public void close() {
    result.completeExceptionally(endings.closed());
  }

  private void askAfter(Duration delay) {
    synchronized (this) {
      if (!over) {
        next = time.schedule(delay, this::ask);
      }
    }
  }

  private void ask() {
    synchronized (this) {
      if (over) {
        return;
      }
    }
    CompletableFuture<Look<S>> call;
    try {
      call = query.ask();
    } catch (Throwable e) {
      result.completeExceptionally(e);
      return;
    }
    boolean late;
    synchronized (this) {
      late = over;
      underWay = call;
    }
    if (late) {
      call.cancel(true);
    }
    call.whenComplete(this::answered);
  }

  private void answered(@Nullable Look<S> look, @Nullable Throwable thrown) {
    if (look instanceof Look.Answered<S> answered) {
      result.complete(answered.snapshot());
    } else if (look instanceof Look.Failed<S> failed) {
      goOnAfter(failed);
    } else {
      result.completeExceptionally(
          thrown == null ? new IllegalStateException("a query came to nothing") : thrown);
    }
  }

  private void goOnAfter(Look.Failed<S> failed) {
    Duration delay;
    boolean giveUp;
    synchronized (this) {
      failures.add(failed.failure());
      delay = delayAfter(failed);
      Duration spent = Duration.ofNanos(time.nanoTime() - begun);
      giveUp = failures.size() == MOST || spent.plus(delay).compareTo(limit) >= 0;
    }
    boolean canHelp =
        switch (failed.remedy()) {
          case ASK_AGAIN, SLOW_DOWN -> true;
          case KEEP_WAITING, MAKE_SURE, NONE -> false;
        };
    if (giveUp || !canHelp) {
      result.completeExceptionally(withEarlierOnes(failed.failure()));
      return;
    }
    Duration slot = pace.reserve();
    askAfter(slot.compareTo(delay) > 0 ? slot : delay);
  }

  private Duration delayAfter(Look.Failed<S> failed) {
    Duration wish = failed.wish();
    if (wish != null) {
      return wish;
    }
    Backoff backoff =
        failed.remedy() == Look.Remedy.SLOW_DOWN
            ? Backoff.OF_A_THROTTLED_QUERY
            : Backoff.OF_A_QUERY;
    return backoff.delay(failures.size(), random);
  }

  private void expire() {
    RuntimeException last;
    synchronized (this) {
      last = failures.isEmpty() ? null : failures.get(failures.size() - 1);
    }
    result.completeExceptionally(
        last == null ? endings.timedOut(null, null) : withEarlierOnes(last));
  }

  private synchronized RuntimeException withEarlierOnes(RuntimeException last) {
    for (RuntimeException earlier : failures) {
      if (earlier != last) {
        last.addSuppressed(earlier);
      }
    }
    return last;
  }

  private void stop() {
    CompletableFuture<Look<S>> call;
    synchronized (this) {
      over = true;
      call = underWay;
      if (next != null) {
        next.cancel();
      }
      if (deadline != null) {
        deadline.cancel();
      }
    }
    if (call != null) {
      call.cancel(true);
    }
  }
}
