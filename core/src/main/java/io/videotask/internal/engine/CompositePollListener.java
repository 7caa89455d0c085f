package io.videotask.internal.engine;

import io.videotask.poll.NextPoll;
import io.videotask.poll.PollListener;
import io.videotask.poll.PollSummary;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Several listeners as one. */
public record CompositePollListener<S>(List<PollListener<? super S>> listeners)
    implements PollListener<S> {
  @Override
  public void onBegin(Object task) {
    tell(listener -> listener.onBegin(task));
  }

  @Override
  public void onAnswer(S snapshot) {
    tell(listener -> listener.onAnswer(snapshot));
  }

  @Override
  public void onChange(@Nullable S before, S now) {
    for (PollListener<? super S> listener : listeners) {
      changed(listener, before, now);
    }
  }

  @Override
  public void onFailure(RuntimeException failure, int inARow) {
    tell(listener -> listener.onFailure(failure, inARow));
  }

  @Override
  public void onDecision(NextPoll decision) {
    tell(listener -> listener.onDecision(decision));
  }

  @Override
  public void onHeldBack(Object task, Duration delay) {
    tell(listener -> listener.onHeldBack(task, delay));
  }

  @Override
  public void onEnd(PollSummary<S> ending) {
    tell(listener -> ended(listener, ending));
  }

  private static <T, S extends T> void changed(
      PollListener<T> listener, @Nullable S before, S now) {
    quietly(() -> listener.onChange(before, now));
  }

  private static <T, S extends T> void ended(PollListener<T> listener, PollSummary<S> ending) {
    listener.onEnd(
        new PollSummary<>(
            ending.task(),
            ending.last(),
            ending.ended(),
            ending.queries(),
            ending.failures(),
            ending.delayAtMost()));
  }

  private void tell(Consumer<PollListener<? super S>> event) {
    listeners.forEach(listener -> quietly(() -> event.accept(listener)));
  }

  static void quietly(Runnable event) {
    try {
      event.run();
    } catch (Throwable ignored) {
      // A listener's trouble is not the task's; its contract says that what it throws is ignored.
    }
  }
}
