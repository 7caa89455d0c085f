package io.videotask.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which ends count as announced by a callback, and when a missed one is noticed. */
class CallbackMonitorTest {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final VirtualTime time = new VirtualTime();
  private final List<String> missed = new ArrayList<>();
  private final CallbackMonitor monitor =
      new CallbackMonitor(time, new TimerQueue(time), missed::add);

  private void announced(String gateway, int tasks) {
    for (int i = 0; i < tasks; i++) {
      monitor.ended(gateway + i, gateway, true);
    }
  }

  @Test
  void aGatewayIsReliedOnOnceItHasAnnouncedEnoughEnds() {
    assertEquals(1, monitor.missRate("a"));

    announced("a", 30);

    assertTrue(monitor.missRate("a") < 0.05);
    assertEquals(1, monitor.missRate("b"), "another gateway");
  }

  @Test
  void anEndWithoutACallbackWithinFiveSecondsWasMissed() {
    announced("a", 30);
    monitor.ended("task", "a", false);
    time.advance(GRACE.minusMillis(1));
    assertEquals(List.of(), missed);

    time.advance(Duration.ofMillis(1));

    assertEquals(List.of("a"), missed);
    assertEquals(1, monitor.missRate("a"));
    monitor.late("task");
    assertEquals(1, monitor.missRate("a"), "too late");
  }

  @Test
  void aMissedEndAtAGatewayThatIsNotReliedOnChangesNothing() {
    announced("a", 1);
    monitor.ended("task", "a", false);
    time.advance(GRACE);

    assertEquals(List.of(), missed);
  }

  @Test
  void aCallbackJustAfterTheEndAnnouncesIt() {
    announced("a", 30);
    double before = monitor.missRate("a");
    monitor.ended("task", "a", false);
    time.advance(GRACE.minusMillis(1));

    monitor.late("task");

    assertEquals(0, time.timers());
    assertTrue(monitor.missRate("a") < before);
    time.advance(GRACE);
    assertEquals(List.of(), missed);
  }

  @Test
  void aCallbackForAnUnknownTaskSaysNothing() {
    monitor.late("task");

    assertEquals(1, monitor.missRate("a"));
  }

  @Test
  void aTaskThatEndsAgainHasTheLaterGrace() {
    announced("a", 30);
    monitor.ended("task", "a", false);
    time.advance(Duration.ofSeconds(3));
    monitor.ended("task", "a", false);
    assertEquals(1, time.timers());
    time.advance(Duration.ofSeconds(3));
    assertEquals(List.of(), missed);

    monitor.late("task");

    time.advance(GRACE);
    assertEquals(List.of(), missed);
  }
}
