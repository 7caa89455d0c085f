package io.videotask.internal.engine;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One caller's wait for a task, and at the same time the future that the caller holds: there can be
 * a hundred thousand of them. Whoever ends it, the watch over the task hears of it.
 */
class WaitFuture<S> extends CompletableFuture<S> implements Poller.Handle<S> {
  final TaskPoller<S> watch;
  final WaitFailures<S> endings;
  final long deadline;

  /** The next in the list of those who wait for the same task; the list's own. */
  @Nullable WaitFuture<S> next;

  WaitFuture(TaskPoller<S> watch, WaitFailures<S> endings, long deadline) {
    this.watch = watch;
    this.endings = endings;
    this.deadline = deadline;
  }

  /** A listener of this wait's own; null where it has none. */
  @Nullable WaitNotifier<S> events() {
    return null;
  }

  /** Ends it, with whatever hangs on it, where the wait has not ended. */
  void end(Supplier<? extends Throwable> reason) {
    Throwable thrown;
    try {
      thrown = reason.get();
    } catch (Throwable e) {
      thrown = e;
    }
    completeExceptionally(thrown);
  }

  @Override
  public CompletableFuture<S> result() {
    return this;
  }

  @Override
  public void lookNow() {
    watch.lookNow();
  }

  @Override
  public boolean cancel(boolean mayInterrupt) {
    boolean cancelled = super.cancel(mayInterrupt);
    watch.leave(this);
    return cancelled;
  }

  @Override
  public boolean complete(S value) {
    boolean first = super.complete(value);
    watch.leave(this);
    return first;
  }

  @Override
  public boolean completeExceptionally(Throwable thrown) {
    boolean first = super.completeExceptionally(thrown);
    watch.leave(this);
    return first;
  }

  /** What hangs on it is a plain future, which stops nothing. */
  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }

  /** A wait with a listener of its own. */
  static final class Listened<S> extends WaitFuture<S> {
    private final WaitNotifier<S> events;

    Listened(TaskPoller<S> watch, WaitFailures<S> endings, long deadline, WaitNotifier<S> events) {
      super(watch, endings, deadline);
      this.events = events;
    }

    @Override
    WaitNotifier<S> events() {
      return events;
    }
  }
}
