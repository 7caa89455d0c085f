package io.videotask.internal.engine;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Collects the due polls of tasks that one request can query, and sends them together: after a
 * tenth of a second, or whenever the server's rate limit allows a request. Counts as one request in
 * the server's queue. A task that the answer lacks is queried alone. If such requests fail although
 * others succeed, all tasks are queried alone for a while. Thread-safe.
 *
 * @param <S> the snapshot of a task
 */
final class RequestGroup<S> extends TimerQueue.TimerEntry
    implements ServerRequestQueue.QueuedRequest {
  /**
   * A poll of one task that may be queried with others.
   *
   * @param <S> the snapshot of a task
   */
  interface Member<S> {
    StatusQuery<S> query();

    /** Returns whether the poll still has to be sent. */
    boolean isWanted();

    /** Takes the poll out of the queue; false if it is not to be sent any more. */
    boolean beginQuery();

    /** Sends the query of this task alone, once it has begun. */
    void send();

    /** Queues a query of this task alone: that of its group told nothing about it. */
    void queryAlone();

    /** Handles what the answer to the query of the group says about this task. */
    void answeredInGroup(PollResult<S> result, long groupSentAt);
  }

  /** How long the first due poll waits for others, once there are enough tasks. */
  private static final long LINGER_NANOS = Duration.ofMillis(100).toNanos();

  /** With fewer tasks hardly two polls are due together. */
  private static final int FEW = 10;

  private static final long DISABLED_NANOS = Duration.ofMinutes(10).toNanos();
  private static final int MAX_FAILURES = 3;
  private static final double SMOOTHING = 0.1;

  private final TimeSource time;
  private final TimerQueue timers;
  private final Executor sender;
  private final RateLimitedQueue requestQueue;
  private final int most;
  private final long every;

  // Guarded by this.
  private final Queue<Member<S>> due = new ArrayDeque<>();
  private int tasks;
  private boolean queued;
  private boolean timed;
  private long nextAt;
  private boolean disabled;
  private long disabledUntil;
  private int failures;
  private double averageSize = 1;

  private volatile double requestShare = 1;

  /**
   * @param sender runs the sending of a query, which may block
   */
  RequestGroup(
      TimeSource time,
      TimerQueue timers,
      Executor sender,
      RateLimitedQueue requestQueue,
      GroupQuery<S> query) {
    this.time = time;
    this.timers = timers;
    this.sender = sender;
    this.requestQueue = requestQueue;
    this.most = query.most();
    this.every = query.every().toNanos();
    this.nextAt = time.nanoTime();
  }

  /** Counts a task that may be queried in this group. */
  synchronized void attach() {
    tasks++;
  }

  /** Counts a task as finished. */
  synchronized void detach() {
    tasks--;
    if (tasks < 2) {
      averageSize = 1;
      requestShare = 1;
    }
  }

  /**
   * Returns the part of a request that a poll has recently cost: 1, or less. Takes no lock: the
   * caller holds a task's.
   */
  double requestShare() {
    return requestShare;
  }

  /** Adds a poll that is due; false if it is to be sent alone. */
  boolean add(Member<S> poller) {
    boolean send;
    synchronized (this) {
      if (tasks < 2 || isDisabled()) {
        return false;
      }
      due.add(poller);
      long now = time.nanoTime();
      boolean ready = nextAt - now <= 0 && (tasks < FEW || due.size() >= most);
      send = ready && !queued;
      queued |= send;
      if (!queued && !timed) {
        timed = true;
        long lingered = tasks < FEW ? now : now + LINGER_NANOS;
        timers.set(this, lingered - nextAt > 0 ? lingered : nextAt);
      }
    }
    if (send) {
      requestQueue.enqueue(this);
    }
    return true;
  }

  private boolean isDisabled() {
    disabled = disabled && disabledUntil - time.nanoTime() > 0;
    return disabled;
  }

  @Override
  void due() {
    synchronized (this) {
      timed = false;
      if (queued || due.isEmpty()) {
        return;
      }
      queued = true;
    }
    requestQueue.enqueue(this);
  }

  @Override
  public synchronized boolean isWanted() {
    due.removeIf(poller -> !poller.isWanted());
    queued = !due.isEmpty();
    return queued;
  }

  @Override
  public boolean dispatch() {
    List<Member<S>> batch = new ArrayList<>();
    boolean more;
    synchronized (this) {
      while (batch.size() < most && !due.isEmpty()) {
        Member<S> poller = due.remove();
        if (poller.beginQuery()) {
          batch.add(poller);
        }
      }
      if (!batch.isEmpty()) {
        nextAt = time.nanoTime() + every;
        averageSize += SMOOTHING * (batch.size() - averageSize);
        requestShare = 1 / averageSize;
      }
      queued = !due.isEmpty() && every == 0;
      more = queued;
      if (!due.isEmpty() && !queued && !timed) {
        timed = true;
        timers.set(this, nextAt);
      }
    }
    if (more) {
      requestQueue.enqueue(this);
    }
    if (batch.size() == 1) {
      sender.execute(batch.get(0)::send);
    } else if (!batch.isEmpty()) {
      long sentAt = time.nanoTime();
      sender.execute(() -> send(batch, sentAt));
    }
    return !batch.isEmpty();
  }

  /** Sends the request. A test's clock is paused until its answer has been handled. */
  private void send(List<Member<S>> batch, long sentAt) {
    Runnable resume = time.pause();
    StatusQuery<S> first = batch.get(0).query();
    try {
      GroupQuery<S> query = first.group();
      if (query == null) {
        throw new IllegalStateException("a task without a group");
      }
      List<Object> asked = new ArrayList<>();
      batch.forEach(poller -> asked.add(poller.query().task()));
      CompletableFuture<PollResult<Map<Object, PollResult<S>>>> call = query.send(asked);
      call.whenComplete((answer, thrown) -> answered(batch, answer, sentAt, resume));
    } catch (Throwable e) {
      answered(batch, null, sentAt, resume);
    }
  }

  /**
   * @param answer null where the request threw
   */
  private void answered(
      List<Member<S>> batch,
      @Nullable PollResult<Map<Object, PollResult<S>>> answer,
      long sentAt,
      Runnable resume) {
    try {
      requestQueue.server.finished(answer, sentAt, batch.get(0).query());
      if (answer instanceof PollResult.Answered<Map<Object, PollResult<S>>> rows) {
        synchronized (this) {
          failures = 0;
        }
        for (Member<S> poller : batch) {
          PollResult<S> row = rows.snapshot().get(poller.query().task());
          if (row == null) {
            poller.queryAlone();
          } else {
            poller.answeredInGroup(row, sentAt);
          }
        }
      } else {
        failed(
            batch,
            answer instanceof PollResult.Failed<Map<Object, PollResult<S>>> failure
                ? failure
                : null,
            sentAt);
      }
    } catch (Throwable e) {
      batch.forEach(Member::queryAlone);
    } finally {
      resume.run();
    }
  }

  /**
   * A transient failure is each task's, except for one, which is queried alone to see whether other
   * requests succeed. After any other failure all are queried alone.
   */
  private void failed(
      List<Member<S>> batch,
      PollResult.@Nullable Failed<Map<Object, PollResult<S>>> failure,
      long sentAt) {
    boolean isTransient =
        failure != null
            && (failure.advice() == PollResult.RetryAdvice.RETRY
                || failure.advice() == PollResult.RetryAdvice.RETRY_SLOWER);
    boolean slower = failure != null && failure.advice() == PollResult.RetryAdvice.RETRY_SLOWER;
    boolean serverFails = requestQueue.server.isFailing();
    synchronized (this) {
      failures++;
      if (!isTransient || (failures >= MAX_FAILURES && !serverFails && !slower)) {
        disabled = true;
        disabledUntil = time.nanoTime() + DISABLED_NANOS;
        failures = 0;
        averageSize = 1;
        requestShare = 1;
        isTransient = false;
      }
    }
    for (int i = 0; i < batch.size(); i++) {
      if (failure == null || !isTransient || (i == 0 && !slower)) {
        batch.get(i).queryAlone();
      } else {
        batch
            .get(i)
            .answeredInGroup(
                new PollResult.Failed<>(failure.failure(), failure.advice(), failure.retryAfter()),
                sentAt);
      }
    }
  }
}
