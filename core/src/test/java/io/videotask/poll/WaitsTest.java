package io.videotask.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WaitsTest {
  private final VirtualTime time = new VirtualTime();
  private final Watch<String> watch =
      new Watch<>(
          new Engine(
              time,
              new Random(1),
              new RequestPace(1, time),
              PollRoom.HERE,
              new PollLog(FakeLogger::new, Runnable::run)),
          new FakeQuery(time),
          PollRoom.plan(Duration.ofHours(1)));
  private final Waits<String> waits = new Waits<>();

  private Wait<String> add(long deadline) {
    Wait<String> wait = new Wait<>(watch, new FakeEndings(), deadline);
    waits.add(wait);
    return wait;
  }

  @Test
  void theEarliestDeadlineCountsThoughTheClockWrapsAround() {
    assertEquals(7, waits.deadline(7), "now, where nobody waits");

    add(Long.MAX_VALUE);
    assertEquals(Long.MAX_VALUE, waits.deadline(7));
    add(Long.MAX_VALUE - 5);
    add(Long.MIN_VALUE + 5);

    assertEquals(Long.MAX_VALUE - 5, waits.deadline(7));
  }

  @Test
  void whoseMomentHasComeIsLate() {
    Wait<String> one = add(10);
    Wait<String> other = add(11);
    add(12);

    assertEquals(List.of(), waits.late(9));
    assertEquals(Set.of(one, other), Set.copyOf(waits.late(11)));
  }

  @Test
  void eachLeavesOnceFromWhereverItStands() {
    Wait<String> first = add(1);
    Wait<String> middle = add(2);
    Wait<String> last = add(3);

    assertTrue(waits.remove(middle));
    assertFalse(waits.remove(middle));
    assertEquals(Set.of(first, last), Set.copyOf(waits.all()));
    assertTrue(waits.remove(first));
    assertTrue(waits.remove(last));
    assertTrue(waits.isEmpty());
    assertFalse(waits.remove(last));
  }
}
