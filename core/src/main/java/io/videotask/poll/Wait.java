package io.videotask.poll;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One caller's wait for a task, and at the same time the future that the caller holds: there can be
 * a hundred thousand of them. Whoever ends it, the watch over the task hears of it.
 */
final class Wait<S> extends CompletableFuture<S> implements Poller.Handle<S> {
  final Watch<S> watch;
  final Endings<S> endings;
  final long deadline;

  /** The next in the list of those who wait for the same task; the list's own. */
  @Nullable Wait<S> next;

  Wait(Watch<S> watch, Endings<S> endings, long deadline) {
    this.watch = watch;
    this.endings = endings;
    this.deadline = deadline;
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
}
