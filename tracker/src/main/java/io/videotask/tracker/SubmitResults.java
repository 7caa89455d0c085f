package io.videotask.tracker;

import io.videotask.time.TimeSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Writes what became of submits. What cannot be written at once is written by a thread of its own,
 * for as long as the process lives: a task that was accepted is paid for. Thread-safe.
 */
final class SubmitResults implements AutoCloseable {
  private static final Patience USUAL =
      new Patience(
          Duration.ofMillis(50),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5));

  private final Warnings log;
  private final Patience patience;
  private final Pauses pauses;
  private final BlockingQueue<Result> queue = new LinkedBlockingQueue<>();
  private @Nullable Thread thread;
  private volatile boolean closing;
  private volatile @Nullable Result current;

  /** Used by the thread alone. */
  private boolean failing;

  /** A write that may be repeated. */
  interface Write {
    /** Returns the id of the tracking. */
    String run() throws SQLException;
  }

  /** A result that is to be written, and what it says, for the log. */
  private record Result(String what, Write write, CompletableFuture<String> id) {}

  /**
   * How long to wait for what.
   *
   * @param firstPause after the first failure
   * @param longestPause between two attempts
   * @param submit how long a submit waits for its row; then it returns, and the row is written
   *     later
   * @param close how long closing waits for what is left
   */
  record Patience(Duration firstPause, Duration longestPause, Duration submit, Duration close) {}

  SubmitResults(TimeSource time, System.Logger log) {
    this(time, log, USUAL);
  }

  SubmitResults(TimeSource time, System.Logger log, Patience patience) {
    this.pauses = new Pauses(time);
    this.log = new Warnings(log);
    this.patience = patience;
  }

  /** Starts the thread, so that it is there before anything is paid for. */
  synchronized void start() {
    if (thread == null) {
      Thread started = new Thread(this::run, "videotask-tracker-submits");
      started.setDaemon(true);
      started.start();
      thread = started;
    }
  }

  /**
   * Writes a result, and waits for that for some seconds. The flag of an interrupted thread is
   * kept, and does not keep the result from being written.
   *
   * @param what the result, for the log
   * @return the id of the tracking; null if it is written later
   */
  @Nullable String write(String what, Write write) {
    CompletableFuture<String> id = new CompletableFuture<>();
    if (!Thread.currentThread().isInterrupted()) {
      try {
        return write.run();
      } catch (SQLException | RuntimeException e) {
        // The thread tries again.
      }
    }
    queue.add(new Result(what, write, id));
    boolean interrupted = Thread.interrupted();
    try {
      // A thread that is interrupted gets less patience, but mostly its row.
      long millis = patience.submit().toMillis();
      return id.get(interrupted ? millis / 5 : millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
      return null;
    } catch (TimeoutException | ExecutionException e) {
      return null;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    Duration pause = patience.firstPause();
    while (!closing || !queue.isEmpty() || current != null) {
      try {
        Result result = current != null ? current : queue.poll(100, TimeUnit.MILLISECONDS);
        if (result == null) {
          continue;
        }
        current = result;
        String id = result.write().run();
        current = null;
        result.id().complete(id);
        if (failing) {
          failing = false;
          log.warn("results of submits can be written again");
        }
        pause = patience.firstPause();
      } catch (InterruptedException e) {
        return;
      } catch (Throwable e) {
        failed(e);
        try {
          pauses.pause(pause);
        } catch (InterruptedException interruption) {
          return;
        }
        Duration next = pause.multipliedBy(2);
        pause = next.compareTo(patience.longestPause()) > 0 ? patience.longestPause() : next;
      }
    }
  }

  private void failed(Throwable e) {
    Result result = current;
    if (result == null) {
      return;
    }
    if (refusesValues(e)) {
      current = null;
      log.warn(result.what() + " cannot be written, and is not tried again: " + e.getMessage());
      result.id().completeExceptionally(e);
    } else if (!failing) {
      failing = true;
      log.warn(result.what() + " could not be written, which is tried again: " + e.getMessage());
    }
  }

  /** Such a write fails each time, and would hold up the others. */
  private static boolean refusesValues(Throwable e) {
    Throwable cause = e instanceof TrackingException && e.getCause() != null ? e.getCause() : e;
    return cause instanceof SQLException known && Database.refusesValues(known);
  }

  /** Writes what is left, as far as the database takes it within five seconds; names the rest. */
  @Override
  public void close() {
    closing = true;
    pauses.hurry();
    Thread running;
    synchronized (this) {
      running = thread;
    }
    if (running == null) {
      return;
    }
    try {
      running.join(Math.max(1, patience.close().toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.interrupt();
    Result unwritten = current;
    if (unwritten != null) {
      log.warn(unwritten.what() + " was not written before the tracker was closed");
    }
    for (Result each : queue) {
      log.warn(each.what() + " was not written before the tracker was closed");
    }
  }
}
