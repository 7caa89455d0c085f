package io.videotask.poll;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Passes each event to several listeners, in order; exceptions of listeners are ignored. */
record CompositePollListener<S>(List<PollListener<? super S>> listeners)
    implements PollListener<S> {
  @Override
  public void onBegin(Object task) {
    notifyEach(listener -> listener.onBegin(task));
  }

  @Override
  public void onAnswer(S snapshot) {
    notifyEach(listener -> listener.onAnswer(snapshot));
  }

  @Override
  public void onChange(@Nullable S before, S now) {
    for (PollListener<? super S> listener : listeners) {
      notifyChange(listener, before, now);
    }
  }

  @Override
  public void onFailure(RuntimeException failure, int inARow) {
    notifyEach(listener -> listener.onFailure(failure, inARow));
  }

  @Override
  public void onNextPoll(NextPoll nextPoll) {
    notifyEach(listener -> listener.onNextPoll(nextPoll));
  }

  @Override
  public void onQueueDelay(Object task, Duration delay) {
    notifyEach(listener -> listener.onQueueDelay(task, delay));
  }

  @Override
  public void onEnd(PollSummary<S> summary) {
    notifyEach(listener -> notifyEnd(listener, summary));
  }

  private static <T, S extends T> void notifyChange(
      PollListener<T> listener, @Nullable S before, S now) {
    quietly(() -> listener.onChange(before, now));
  }

  private static <T, S extends T> void notifyEnd(PollListener<T> listener, PollSummary<S> summary) {
    listener.onEnd(
        new PollSummary<>(
            summary.task(),
            summary.last(),
            summary.ended(),
            summary.queries(),
            summary.failures(),
            summary.maxDetectionDelay()));
  }

  private void notifyEach(Consumer<PollListener<? super S>> event) {
    listeners.forEach(listener -> quietly(() -> event.accept(listener)));
  }

  private static void quietly(Runnable event) {
    try {
      event.run();
    } catch (Throwable ignored) {
      // PollListener documents that exceptions of listeners are ignored.
    }
  }
}
