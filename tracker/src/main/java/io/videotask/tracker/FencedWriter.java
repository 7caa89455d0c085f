package io.videotask.tracker;

import io.videotask.time.TimeSource;
import io.videotask.tracker.ShardRows.Write;
import io.videotask.tracker.ShardRows.Written;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes the transitions of one node, many in one transaction: what comes while one is written goes
 * into the next. A write is repeated until the database has taken it, which does no harm: it
 * applies only to the state from which it was decided. A write whose values the database refuses
 * holds up no other. Thread-safe.
 */
final class FencedWriter implements AutoCloseable {
  private static final int MAX_BATCH = 500;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final long GRACE_SECONDS = 2;

  private final Target rows;
  private final DatabaseClock clock;
  private final Warnings log;
  private final BlockingQueue<Queued> queue = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::run, "videotask-tracker-writer");
  private final Pauses pauses;
  private volatile boolean closing;

  private final AtomicLong writes = new AtomicLong();
  private final AtomicLong transactions = new AtomicLong();

  /** Applies writes in one transaction; see {@link ShardRows#apply}. */
  interface Target {
    List<Written> apply(List<Write> writes, long now) throws SQLException;
  }

  FencedWriter(Target rows, DatabaseClock clock, TimeSource time, System.Logger log) {
    this.rows = rows;
    this.pauses = new Pauses(time);
    this.clock = clock;
    this.log = new Warnings(log);
    thread.setDaemon(true);
  }

  private record Queued(Write write, CompletableFuture<Written> result) {}

  void start() {
    thread.start();
  }

  /** Writes a transition; the future completes once the database has taken or refused it. */
  CompletableFuture<Written> write(Transition transition, long epoch) {
    CompletableFuture<Written> result = new CompletableFuture<>();
    queue.add(new Queued(new Write(transition, epoch), result));
    return result;
  }

  long writes() {
    return writes.get();
  }

  long transactions() {
    return transactions.get();
  }

  private void run() {
    List<Queued> batch = new ArrayList<>();
    while (!closing || !queue.isEmpty() || !batch.isEmpty()) {
      try {
        if (batch.isEmpty()) {
          Queued first = queue.poll(100, TimeUnit.MILLISECONDS);
          if (first != null) {
            batch.add(first);
            queue.drainTo(batch, MAX_BATCH - 1);
          }
        }
        if (!batch.isEmpty()) {
          write(batch);
          batch.clear();
        }
      } catch (InterruptedException e) {
        return;
      } catch (Throwable e) {
        // Such as for want of memory: the thread must go on, and the batch is tried again.
        log.warn("tracked tasks could not be written, which is tried again: " + e);
        pauseAfterError();
      }
    }
  }

  private void pauseAfterError() {
    try {
      pauses.pause(FIRST_PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(List<Queued> batch) throws InterruptedException {
    List<Write> all = batch.stream().map(Queued::write).toList();
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        complete(batch, rows.apply(all, clock.millis()));
      } catch (SQLException | RuntimeException e) {
        if (refusesValues(e)) {
          for (Queued each : batch) {
            writeAlone(each);
          }
          return;
        }
        pause = pauseAfter(e, pause);
        continue;
      }
      reportRecovery(pause);
      return;
    }
  }

  /** Writes one transition of a batch of which the database has refused at least one. */
  private void writeAlone(Queued queued) throws InterruptedException {
    if (queued.result().isDone()) {
      return;
    }
    Write write = queued.write();
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        complete(List.of(queued), rows.apply(List.of(write), clock.millis()));
        reportRecovery(pause);
        return;
      } catch (SQLException | RuntimeException e) {
        Transition plain = write.transition().withoutTexts();
        if (!refusesValues(e)) {
          pause = pauseAfter(e, pause);
        } else if (plain.found() != null) {
          // Another row has the task already.
          queued.result().complete(Written.REFUSED);
          return;
        } else if (!plain.equals(write.transition())) {
          write = new Write(plain, write.epoch());
        } else {
          log.warn(
              "the database refuses a write of tracking " + plain.id() + ": " + e.getMessage());
          queued.result().complete(Written.REFUSED);
          return;
        }
      }
    }
  }

  private Duration pauseAfter(Exception e, Duration pause) throws InterruptedException {
    if (pause.equals(FIRST_PAUSE)) {
      log.warn("tracked tasks could not be written, which is tried again: " + e.getMessage());
    }
    pauses.pause(pause);
    Duration next = pause.multipliedBy(2);
    return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
  }

  private void reportRecovery(Duration pause) {
    if (!pause.equals(FIRST_PAUSE)) {
      log.warn("tracked tasks can be written again");
    }
  }

  private void complete(List<Queued> batch, List<Written> results) {
    transactions.incrementAndGet();
    writes.addAndGet(results.stream().filter(result -> result == Written.APPLIED).count());
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).result().complete(results.get(i));
    }
  }

  private static boolean refusesValues(Exception e) {
    return e instanceof SQLException known && Database.refusesValues(known);
  }

  /**
   * Writes what is queued, as far as the database takes it within two seconds. What waits for the
   * next attempt is tried at once.
   */
  @Override
  public void close() {
    closing = true;
    pauses.hurry();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(GRACE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
