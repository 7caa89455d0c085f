package io.videotask.tracker;

import io.videotask.tracker.ShardRows.Write;
import io.videotask.tracker.ShardRows.Written;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
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
 * applies only to the state from which it was decided. Thread-safe.
 */
final class FencedWriter implements AutoCloseable {
  private static final int MAX_BATCH = 500;
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;
  private static final long GRACE_SECONDS = 10;

  private final ShardRows rows;
  private final DatabaseClock clock;
  private final System.Logger log;
  private final BlockingQueue<Queued> queue = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::run, "videotask-tracker-writer");
  private volatile boolean closing;

  private final AtomicLong writes = new AtomicLong();
  private final AtomicLong transactions = new AtomicLong();

  FencedWriter(ShardRows rows, DatabaseClock clock, System.Logger log) {
    this.rows = rows;
    this.clock = clock;
    this.log = log;
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
    while (!closing || !queue.isEmpty()) {
      try {
        Queued first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch, MAX_BATCH - 1);
          write(batch);
          batch.clear();
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void write(List<Queued> batch) throws InterruptedException {
    List<Write> all = batch.stream().map(Queued::write).toList();
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      List<Written> results;
      try {
        results = rows.apply(all, clock.millis());
      } catch (SQLException | RuntimeException e) {
        if (pause == FIRST_PAUSE_MILLIS) {
          log.log(
              Level.WARNING,
              "tracked tasks could not be written, which is tried again: " + e.getMessage());
        }
        Thread.sleep(pause);
        pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        continue;
      }
      if (pause > FIRST_PAUSE_MILLIS) {
        log.log(Level.WARNING, "tracked tasks can be written again");
      }
      transactions.incrementAndGet();
      writes.addAndGet(results.stream().filter(result -> result == Written.APPLIED).count());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).result().complete(results.get(i));
      }
      return;
    }
  }

  /** Writes what is queued, as far as the database takes it within ten seconds. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(GRACE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
