package io.videotask.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InterruptWatchTest {
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private final VirtualTime time = new VirtualTime();
  private final InterruptWatch watch = new InterruptWatch(time);

  @Test
  void anInterruptedThreadIsSeenSoonAndAnotherIsLeftAlone() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    CallingThread<String> caller = new CallingThread<>();
    watch.enter(caller);
    caller.execute(
        () -> {
          time.advance(A_SECOND);
          assertFalse(answer.isDone());
          Thread.currentThread().interrupt();
          time.advance(Duration.ofMillis(20));
          assertTrue(answer.isCancelled());
        });

    assertThrows(InterruptedException.class, () -> caller.get(answer));
  }

  @Test
  void whereNobodyWaitsNoAlarmIsSet() {
    CallingThread<String> caller = new CallingThread<>();
    watch.enter(caller);
    assertEquals(1, time.alarms());
    watch.leave(caller);
    time.advance(A_SECOND);
    assertEquals(0, time.alarms());
  }
}
