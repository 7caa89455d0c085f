package io.videotask.poll;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Asks until a task has ended: without a thread for each wait, within a deadline, through failures
 * that pass. Thread-safe.
 */
public final class Poller implements AutoCloseable {
  private final Time time;
  private final RandomGenerator random;
  private final RequestPace pace;
  private final Set<Ongoing> ongoing = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param time the clock and the timer
   * @param random where jitter comes from; used from several threads
   * @param pace the rate that all requests share
   */
  public Poller(Time time, RandomGenerator random, RequestPace pace) {
    this.time = time;
    this.random = random;
    this.pace = pace;
  }

  /** Something that {@link #close()} has to end. */
  interface Ongoing {
    void close();
  }

  /**
   * How a wait is to be done.
   *
   * @param timeout from now to the deadline; positive
   * @param schedule when to ask again
   * @param budget how much trouble to put up with
   * @param listener is told what the wait sees
   * @param endings the exceptions for what the task did not end itself
   * @param kind which tasks it is one of, as far as known before the first answer
   */
  public record Plan<S>(
      Duration timeout,
      Schedule schedule,
      FailureBudget budget,
      PollListener<? super S> listener,
      Endings<S> endings,
      TaskKind kind) {
    /** A plan for a task of which nothing is known. */
    public Plan(
        Duration timeout,
        Schedule schedule,
        FailureBudget budget,
        PollListener<? super S> listener,
        Endings<S> endings) {
      this(timeout, schedule, budget, listener, endings, TaskKind.ANY);
    }

    public Plan {
      if (timeout.isZero() || timeout.isNegative()) {
        throw new IllegalArgumentException("the deadline of a wait must lie in the future");
      }
    }
  }

  /**
   * A wait that goes on until the task has ended.
   *
   * @param <S> what a query sees
   */
  public interface Handle<S> {
    /**
     * Ends with the last snapshot or an exception. Cancelling it stops the asking and the request
     * under way.
     */
    CompletableFuture<S> result();

    /** Asks now instead of when the schedule says: something has happened. */
    void lookNow();
  }

  /** Asks at once, and then by the plan until the task has ended. */
  public <S> Handle<S> await(Query<S> query, Plan<S> plan) {
    Wait<S> wait = new Wait<>(time, random, pace, query, plan);
    begin(wait, wait.result());
    wait.start();
    return wait;
  }

  /** Asks by the plan from the first query on: for a task that has only just begun. */
  public <S> Handle<S> awaitNew(Query<S> query, Plan<S> plan) {
    Wait<S> wait = new Wait<>(time, random, pace, query, plan);
    begin(wait, wait.result());
    wait.startNew();
    return wait;
  }

  /**
   * Asks once, and up to two times more while asking again can help and the time allows it.
   *
   * @param limit for everything together
   * @param endings the exceptions for what no answer ended
   */
  public <S> CompletableFuture<S> ask(Query<S> query, Duration limit, Endings<S> endings) {
    return ask(query, limit, endings, new RetryTokens());
  }

  /**
   * The same, as long as there are tokens for it.
   *
   * @param tokens which all queries share that would hurt each other
   */
  public <S> CompletableFuture<S> ask(
      Query<S> query, Duration limit, Endings<S> endings, RetryTokens tokens) {
    Attempts<S> attempts = new Attempts<>(time, random, pace, query, limit, endings, tokens);
    begin(attempts, attempts.result());
    attempts.start();
    return attempts.result();
  }

  /** Ends whatever is under way. */
  @Override
  public void close() {
    closed = true;
    ongoing.forEach(Ongoing::close);
  }

  private void begin(Ongoing started, CompletableFuture<?> result) {
    ongoing.add(started);
    result.whenComplete((value, thrown) -> ongoing.remove(started));
    if (closed) {
      started.close();
    }
  }
}
