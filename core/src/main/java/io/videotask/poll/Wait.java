package io.videotask.poll;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One wait. Its state is guarded by its own lock, which is never held while foreign code runs: the
 * query, the schedule, the listener, and whatever hangs on the result.
 */
final class Wait<S> implements Poller.Handle<S>, Poller.Ongoing {
  private static final Duration SHORTEST_DELAY = Duration.ofMillis(10);
  private static final Duration SHORTEST_WISH = Duration.ofSeconds(1);
  private static final Duration LONGEST_WISH = Duration.ofMinutes(5);
  private static final int SURE = 3;

  private final Time time;
  private final RandomGenerator random;
  private final RequestPace pace;
  private final Query<S> query;
  private final Poller.Plan<S> plan;
  private final CompletableFuture<S> result = new CompletableFuture<>();
  private final long begun;

  private Time.@Nullable Alarm deadline;
  private Time.@Nullable Alarm next;
  private @Nullable CompletableFuture<Look<S>> underWay;
  private boolean asking;
  private boolean hasTurn;
  private boolean lookAgain;
  private boolean over;
  private int queries;
  private int failuresInARow;
  private int unsureInARow;
  private long firstFailure;
  private TaskCourse course;
  private boolean watched;
  private @Nullable S lastSeen;
  private @Nullable RuntimeException lastFailure;

  Wait(Time time, RandomGenerator random, RequestPace pace, Query<S> query, Poller.Plan<S> plan) {
    this.time = time;
    this.random = random;
    this.pace = pace;
    this.query = query;
    this.plan = plan;
    this.begun = time.nanoTime();
    this.course = TaskCourse.unseen(plan.kind());
    result.whenComplete((snapshot, thrown) -> stop());
  }

  void start() {
    startAfter(Duration.ZERO);
  }

  void startNew() {
    Situation fresh;
    synchronized (this) {
      watched = true;
      fresh = situation();
    }
    startAfter(longer(plan.schedule().delay(fresh, random), SHORTEST_DELAY));
  }

  private void startAfter(Duration delay) {
    synchronized (this) {
      if (over) {
        return;
      }
      deadline = time.schedule(plan.timeout(), this::expire);
    }
    askAfter(delay);
  }

  @Override
  public CompletableFuture<S> result() {
    return result;
  }

  @Override
  public void lookNow() {
    synchronized (this) {
      if (over) {
        return;
      }
      if (asking) {
        // What is on its way may have been answered before whatever the caller has just heard of.
        lookAgain = true;
        return;
      }
    }
    askAfter(Duration.ZERO);
  }

  @Override
  public void close() {
    result.completeExceptionally(plan.endings().closed());
  }

  private void askAfter(Duration delay) {
    synchronized (this) {
      if (over || asking || hasTurn) {
        return;
      }
      if (next != null) {
        next.cancel();
      }
      next = time.schedule(delay, this::askWhenPaceAllows);
    }
  }

  private void askWhenPaceAllows() {
    synchronized (this) {
      if (over || asking || hasTurn) {
        return;
      }
      // A turn is taken once: asking for another would put it off, and the turns of all others.
      hasTurn = true;
      Duration delay = pace.reserve();
      if (!delay.isZero()) {
        next = time.schedule(delay, this::ask);
        return;
      }
    }
    ask();
  }

  private void ask() {
    synchronized (this) {
      if (over || asking) {
        return;
      }
      next = null;
      hasTurn = false;
      asking = true;
      lookAgain = false;
      queries++;
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
    synchronized (this) {
      underWay = null;
      if (over) {
        return;
      }
    }
    try {
      if (look instanceof Look.Answered<S> answered) {
        goOnAfter(answered);
      } else if (look instanceof Look.Failed<S> failed) {
        goOnAfter(failed);
      } else {
        result.completeExceptionally(
            thrown == null ? new IllegalStateException("a query came to nothing") : thrown);
      }
    } catch (Throwable e) {
      // A schedule of the caller's that throws, whatever it throws, must not leave the wait
      // hanging.
      result.completeExceptionally(e);
    }
  }

  private void goOnAfter(Look.Answered<S> answered) {
    Lesson lesson;
    synchronized (this) {
      failuresInARow = 0;
      unsureInARow = 0;
      lastSeen = answered.snapshot();
      lastFailure = null;
      TaskCourse after = course.after(answered.signs(), SecondsOf.duration(age(answered)));
      lesson = new Lesson(course, after, watched, answered.ended(), answered.signs(), time.now());
      course = after;
      watched = true;
    }
    plan.schedule().learn(lesson);
    tell(() -> plan.listener().onAnswer(answered.snapshot()));
    if (answered.ended()) {
      result.complete(answered.snapshot());
      return;
    }
    Duration wish = answered.wish();
    askAgainAfter(
        wish == null
            ? plan.schedule().delay(situation(), random)
            : plan.schedule().delayAfterFailure(granted(wish)));
  }

  private void goOnAfter(Look.Failed<S> failed) {
    int inARow;
    boolean giveUp;
    synchronized (this) {
      if (failuresInARow++ == 0) {
        firstFailure = time.nanoTime();
      }
      unsureInARow = failed.remedy() == Look.Remedy.MAKE_SURE ? unsureInARow + 1 : 0;
      lastFailure = failed.failure();
      inARow = failuresInARow;
      giveUp =
          switch (failed.remedy()) {
            case NONE -> true;
            case MAKE_SURE -> unsureInARow >= SURE;
            case ASK_AGAIN, SLOW_DOWN, KEEP_WAITING ->
                plan.budget().isSpent(inARow, Duration.ofNanos(time.nanoTime() - firstFailure));
          };
    }
    if (giveUp) {
      result.completeExceptionally(failed.failure());
      return;
    }
    tell(() -> plan.listener().onFailure(failed.failure(), inARow));
    Duration wish = failed.wish();
    Duration backoff = wish == null ? Backoff.OF_A_WAIT.delay(inARow, random) : granted(wish);
    askAgainAfter(plan.schedule().delayAfterFailure(backoff));
  }

  private void askAgainAfter(Duration delay) {
    synchronized (this) {
      // Not before: what the listener or anybody else has heard of in the meantime must count.
      asking = false;
      askAfter(lookAgain ? Duration.ZERO : longer(delay, SHORTEST_DELAY));
    }
  }

  private void expire() {
    S seen;
    RuntimeException failure;
    synchronized (this) {
      seen = lastSeen;
      failure = lastFailure;
    }
    result.completeExceptionally(plan.endings().timedOut(seen, failure));
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

  private Duration age(Look.Answered<S> answered) {
    Duration waited = Duration.ofNanos(time.nanoTime() - begun);
    Duration age = answered.signs().age();
    return age == null ? waited : longer(age, waited);
  }

  private synchronized Situation situation() {
    Duration waited = Duration.ofNanos(time.nanoTime() - begun);
    return new Situation(
        SecondsOf.asDuration(course.age()),
        course.progress(),
        queries,
        plan.timeout().minus(waited),
        time.now(),
        course);
  }

  private static Duration granted(Duration wish) {
    return wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : longer(wish, SHORTEST_WISH);
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static void tell(Runnable event) {
    try {
      event.run();
    } catch (Throwable ignored) {
      // A listener's trouble is not the task's; its contract says that what it throws is ignored.
    }
  }
}
