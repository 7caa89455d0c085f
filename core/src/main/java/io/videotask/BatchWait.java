package io.videotask;

import io.videotask.error.Evidence;
import io.videotask.error.WaitInterruptedException;
import io.videotask.internal.engine.RootCause;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Waits for many tasks, started together and stopped together. Thread-safe. */
final class BatchWait {
  private static final int MAX_NAMED = 3;

  private final Map<TaskRef, CompletableFuture<VideoTask>> waits = new LinkedHashMap<>();

  /** Starts the waits; a task that is given twice is waited for once. */
  BatchWait(
      Collection<TaskRef> refs, Function<? super TaskRef, CompletableFuture<VideoTask>> start) {
    for (TaskRef ref : new LinkedHashSet<>(refs)) {
      waits.put(ref, start.apply(ref));
    }
  }

  private record End(TaskRef ref, @Nullable VideoTask task, @Nullable Throwable thrown) {}

  /**
   * Passes each task to the consumer as it finishes, on the calling thread. Returns the failures of
   * the other waits.
   */
  Map<TaskRef, RuntimeException> each(Consumer<? super VideoTask> ended) {
    BlockingQueue<End> ends = new LinkedBlockingQueue<>();
    waits.forEach(
        (ref, wait) -> wait.whenComplete((task, thrown) -> ends.add(new End(ref, task, thrown))));
    Map<TaskRef, RuntimeException> notEnded = new LinkedHashMap<>();
    Set<TaskRef> open = new LinkedHashSet<>(waits.keySet());
    try {
      while (!open.isEmpty()) {
        End end = ends.take();
        open.remove(end.ref());
        if (end.task() != null) {
          ended.accept(end.task());
        } else {
          notEnded.put(end.ref(), failure(end.thrown()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(open);
    } finally {
      stop();
    }
    return notEnded;
  }

  /**
   * Returns a future of all results, completed once the last wait has ended. Never completes
   * exceptionally.
   */
  CompletableFuture<AwaitedTasks> all() {
    CompletableFuture<?>[] every = waits.values().toArray(new CompletableFuture<?>[0]);
    CompletableFuture<AwaitedTasks> all =
        CompletableFuture.allOf(every).handle((nothing, thrown) -> collect());
    stopTogether(all);
    return all;
  }

  /**
   * Returns a future of the first finished task. Where all waits fail, the future completes with
   * the first failure.
   *
   * @throws IllegalArgumentException when there is no wait
   */
  CompletableFuture<VideoTask> any() {
    if (waits.isEmpty()) {
      throw new IllegalArgumentException("there is no task to wait for");
    }
    CompletableFuture<VideoTask> any = new CompletableFuture<>();
    AtomicInteger open = new AtomicInteger(waits.size());
    for (CompletableFuture<VideoTask> wait : waits.values()) {
      wait.whenComplete(
          (task, thrown) -> {
            if (task != null) {
              any.complete(task);
            } else if (open.decrementAndGet() == 0) {
              try {
                collect().orThrow();
              } catch (RuntimeException reason) {
                any.completeExceptionally(reason);
              }
            }
          });
    }
    stopTogether(any);
    return any;
  }

  /** Waits for a result on the calling thread; an interrupt cancels it. */
  <T> T join(CompletableFuture<T> result) {
    try {
      return result.get();
    } catch (InterruptedException e) {
      result.cancel(true);
      Thread.currentThread().interrupt();
      throw interrupted(waits.keySet());
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
  }

  private AwaitedTasks collect() {
    Map<TaskRef, VideoTask> ended = new LinkedHashMap<>();
    Map<TaskRef, RuntimeException> notEnded = new LinkedHashMap<>();
    waits.forEach(
        (ref, wait) -> {
          try {
            ended.put(ref, wait.join());
          } catch (RuntimeException e) {
            notEnded.put(ref, failure(e));
          }
        });
    return new AwaitedTasks(ended, notEnded);
  }

  private void stopTogether(CompletableFuture<?> result) {
    result.whenComplete((value, thrown) -> stop());
  }

  private void stop() {
    waits.values().forEach(wait -> wait.cancel(true));
  }

  private static RuntimeException failure(@Nullable Throwable thrown) {
    Throwable cause = thrown == null ? null : RootCause.of(thrown);
    return cause instanceof RuntimeException failure
        ? failure
        : new IllegalStateException("a wait failed unexpectedly", cause);
  }

  private static WaitInterruptedException interrupted(Set<TaskRef> open) {
    StringBuilder names = new StringBuilder();
    open.stream()
        .limit(MAX_NAMED)
        .forEach(ref -> names.append(names.isEmpty() ? "" : ", ").append(ref));
    if (open.size() > MAX_NAMED) {
      names.append(" and ").append(open.size() - MAX_NAMED).append(" more");
    }
    return new WaitInterruptedException(
        "the thread that waited for "
            + names
            + " was interrupted; the tasks go on and can be waited for again",
        Evidence.of(open.isEmpty() ? null : open.iterator().next()));
  }
}
