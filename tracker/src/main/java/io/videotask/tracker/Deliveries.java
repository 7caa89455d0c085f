package io.videotask.tracker;

import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import io.videotask.time.TimeSource;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Delivers ends to the application's handler, each on a thread of its own, so that a handler that
 * fails or hangs holds up no other end. Thread-safe.
 */
final class Deliveries implements AutoCloseable {
  private static final long FIRST_PAUSE_MILLIS = 1_000;
  private static final long LONGEST_PAUSE_MILLIS = Duration.ofMinutes(10).toMillis();
  private static final long FIRST_PAUSE_NOT_READY_MILLIS = Duration.ofSeconds(30).toMillis();
  private static final long PAUSED_GATEWAY_MILLIS = Duration.ofSeconds(2).toMillis();
  private static final long INTERRUPTED_MILLIS = 1_000;

  private final EndPreparation preparation;
  private final TaskRows rows;
  private final DatabaseClock clock;
  private final TimeSource time;
  private final System.Logger log;
  private final TrackerSettings settings;
  private final Results results;
  private final ExecutorService threads;
  private final Set<HandlerCall> calls = ConcurrentHashMap.newKeySet();
  private final Set<String> handled = ConcurrentHashMap.newKeySet();
  private final Set<String> failingGateways = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  /** Receives what became of deliveries. */
  interface Results {
    /** The row has changed: it is in no state to be delivered any more. */
    void outdated(Shard shard, OpenTask task);

    /** The end was handled, or not; the transition is to be written. */
    void attempted(Shard shard, OpenTask task, Transition transition);

    /** A delivery of the shard is over. */
    void idle(Shard shard);

    /** Returns whether a gateway is paused. */
    boolean isPaused(String gateway);
  }

  Deliveries(
      EndPreparation preparation,
      TaskRows rows,
      DatabaseClock clock,
      TimeSource time,
      System.Logger log,
      TrackerSettings settings,
      Results results) {
    this.preparation = preparation;
    this.rows = rows;
    this.clock = clock;
    this.time = time;
    this.log = log;
    this.settings = settings;
    this.results = results;
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            settings.handlerThreads(),
            settings.handlerThreads(),
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "videotask-tracker-handler");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    this.threads = pool;
  }

  /**
   * Delivers an end, now or when its next attempt is due.
   *
   * @param answer the end as the gateway reported it just now; null if that was earlier
   */
  void deliver(Shard shard, OpenTask task, long nextAttempt, @Nullable VideoTask answer) {
    long delay = nextAttempt - clock.millis();
    if (delay > 0) {
      deliverIn(delay, shard, task, answer);
    } else {
      submit(shard, task, answer);
    }
  }

  private void deliverIn(long millis, Shard shard, OpenTask task, @Nullable VideoTask answer) {
    if (!closing) {
      time.schedule(Duration.ofMillis(millis), () -> submit(shard, task, answer));
    }
  }

  private void submit(Shard shard, OpenTask task, @Nullable VideoTask answer) {
    if (closing) {
      return;
    }
    try {
      threads.execute(() -> attempt(shard, task, answer));
    } catch (Throwable e) {
      // No thread can be started just now, or the tracker was closed meanwhile.
      deliverIn(FIRST_PAUSE_MILLIS, shard, task, answer);
    }
  }

  private void attempt(Shard shard, OpenTask task, @Nullable VideoTask answer) {
    if (closing || task.isStopped() || !shard.beginHandler()) {
      return;
    }
    String id = task.row().id();
    try {
      if (!handled.add(id)) {
        // Its handler runs: the shard was lost and taken over again meanwhile.
        deliverIn(FIRST_PAUSE_MILLIS, shard, task, answer);
        return;
      }
      try {
        attemptAlone(shard, task, answer);
      } finally {
        handled.remove(id);
      }
    } finally {
      shard.endHandler();
      results.idle(shard);
    }
  }

  private void attemptAlone(Shard shard, OpenTask task, @Nullable VideoTask answer) {
    TaskRef ref = task.row().ref();
    TrackOutcome ended = task.row().outcome();
    if (ref != null
        && ended != null
        && results.isPaused(ref.gateway())
        && preparation.needsGateway(ended, answer)) {
      deliverIn(PAUSED_GATEWAY_MILLIS, shard, task, answer);
      return;
    }
    Row row;
    try {
      row = rows.byId(task.row().id());
    } catch (RuntimeException e) {
      deliverIn(FIRST_PAUSE_MILLIS, shard, task, answer);
      return;
    }
    if (row == null || row.state() != TrackState.ENDED || row.outcome() == null) {
      results.outdated(shard, task);
      return;
    }
    Transition transition = handle(row, row.outcome(), answer, task);
    if (transition != null) {
      results.attempted(shard, task, transition);
    }
  }

  /** Calls the handler; returns what is to be written, null for nothing. */
  private @Nullable Transition handle(
      Row row, TrackOutcome outcome, @Nullable VideoTask answer, OpenTask task) {
    HandlerCall call = new HandlerCall();
    calls.add(call);
    TimeSource.Cancellable alarm = null;
    try {
      if (closing) {
        return null;
      }
      alarm =
          time.schedule(settings.handlerTimeout(), () -> call.interrupt(HandlerCall.Cause.TIMEOUT));
      EndPreparation.Prepared prepared = preparation.prepare(row, outcome, answer);
      if (row.ref() != null) {
        failingGateways.remove(row.ref().gateway());
      }
      handlerOf(prepared).ended(prepared.end());
      return row.to(TrackState.DELIVERED);
    } catch (Throwable e) {
      if (call.interruption() == HandlerCall.Cause.CLOSE) {
        // No failure of the handler: the next owner of the shard calls it again.
        return null;
      }
      return e instanceof NotReadyException ? notReady(row, task, e, call) : failed(row, e, call);
    } finally {
      if (alarm != null) {
        alarm.cancel();
      }
      calls.remove(call);
      call.end();
    }
  }

  private EndHandler handlerOf(EndPreparation.Prepared prepared) {
    EndHandler expiry = settings.expiryHandler();
    if (prepared.expired() && expiry != null) {
      return expiry;
    }
    if (prepared.why() != null) {
      throw prepared.why();
    }
    return settings.handler();
  }

  /** An outage of a gateway parks no end, however long it lasts. */
  private Transition notReady(Row row, OpenTask task, Throwable thrown, HandlerCall call) {
    long pause =
        Math.min(
            LONGEST_PAUSE_MILLIS,
            FIRST_PAUSE_NOT_READY_MILLIS << Math.min(task.countNotReady() - 1, 8));
    String reason =
        call.interruption() == HandlerCall.Cause.TIMEOUT
            ? "the download took longer than " + settings.handlerTimeout()
            : String.valueOf(thrown.getMessage());
    TaskRef ref = row.ref();
    if (ref != null && failingGateways.add(ref.gateway())) {
      log.log(
          Level.WARNING,
          "ends of "
              + ref.gateway()
              + " cannot be delivered yet, which is tried again, such as "
              + ref
              + ": "
              + StoredMessage.of(reason));
    }
    return row.to(TrackState.ENDED)
        .postponed(clock.millis() + pause, "not delivered yet: " + reason);
  }

  private Transition failed(Row row, Throwable thrown, HandlerCall call) {
    int attempts = row.attempts() + 1;
    boolean parked = attempts >= settings.maxAttempts();
    boolean late = call.interruption() == HandlerCall.Cause.TIMEOUT;
    String reason =
        thrown.getClass().getSimpleName()
            + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage())
            + (late ? " (interrupted after " + settings.handlerTimeout() + ")" : "");
    long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempts - 1, 20));
    if (parked) {
      log.log(
          Level.WARNING,
          "the end of "
              + (row.ref() == null ? row.id() : row.ref())
              + " is parked after "
              + attempts
              + " failures of the handler, the last: "
              + thrown.getClass().getSimpleName());
    }
    return row.to(parked ? TrackState.PARKED : TrackState.ENDED)
        .failed(attempts, clock.millis() + pause, reason);
  }

  /**
   * Starts no more handlers, lets those that run finish for a while, and interrupts the rest: what
   * they leave undone is no failure, and is delivered by the next owner.
   */
  @Override
  public void close() {
    closing = true;
    threads.shutdown();
    try {
      long patience = settings.closeTimeout().toMillis();
      if (!threads.awaitTermination(patience, TimeUnit.MILLISECONDS)) {
        calls.forEach(call -> call.interrupt(HandlerCall.Cause.CLOSE));
        boolean ignored = threads.awaitTermination(INTERRUPTED_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      calls.forEach(call -> call.interrupt(HandlerCall.Cause.CLOSE));
      Thread.currentThread().interrupt();
    }
  }
}
