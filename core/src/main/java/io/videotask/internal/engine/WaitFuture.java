package io.videotask.internal.engine;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One caller's wait for a task, and the future that the caller holds. There may be 100,000 of them,
 * so it is kept small. When it completes, however that happens, its {@link Owner} removes it.
 */
class WaitFuture<S> extends CompletableFuture<S> implements WaitHandle<S> {
  final Owner<S> owner;
  final WaitFailures<S> waitFailures;
  final long deadline;

  /** The next wait in {@link OpenWaits}, which owns this field. */
  @Nullable WaitFuture<S> next;

  WaitFuture(Owner<S> owner, WaitFailures<S> waitFailures, long deadline) {
    this.owner = owner;
    this.waitFailures = waitFailures;
    this.deadline = deadline;
  }

  /** Polls the task that a wait is for. */
  interface Owner<S> {
    /** Polls now instead of at the scheduled time. */
    void pollNow();

    /** Removes a wait that has completed; does nothing if it was removed before. */
    void remove(WaitFuture<S> wait);
  }

  /** Returns the notifier of this wait's own listener; null if it has none. */
  @Nullable WaitNotifier<S> notifier() {
    return null;
  }

  /** Completes the wait exceptionally, unless it has completed. */
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
  public void pollNow() {
    owner.pollNow();
  }

  @Override
  public boolean cancel(boolean mayInterrupt) {
    boolean cancelled = super.cancel(mayInterrupt);
    owner.remove(this);
    return cancelled;
  }

  @Override
  public boolean complete(S value) {
    boolean first = super.complete(value);
    owner.remove(this);
    return first;
  }

  @Override
  public boolean completeExceptionally(Throwable thrown) {
    boolean first = super.completeExceptionally(thrown);
    owner.remove(this);
    return first;
  }

  /** Dependents are plain futures: cancelling one does not stop the polling. */
  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }

  /** A wait with its own listener. */
  static final class WithListener<S> extends WaitFuture<S> {
    private final WaitNotifier<S> notifier;

    WithListener(
        Owner<S> owner, WaitFailures<S> waitFailures, long deadline, WaitNotifier<S> notifier) {
      super(owner, waitFailures, deadline);
      this.notifier = notifier;
    }

    @Override
    WaitNotifier<S> notifier() {
      return notifier;
    }
  }
}
