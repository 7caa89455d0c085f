package io.videotask.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RefreshPatternTest {
  private static final int HORIZON = 24;

  private static RefreshPattern observed(long... slots) {
    RefreshPattern pattern = new RefreshPattern();
    // Entries beyond the count must be ignored.
    long[] all = LongStream.concat(LongStream.of(slots), LongStream.of(1, 1)).toArray();
    pattern.observe(all, slots.length);
    return pattern;
  }

  private static long[] every(int step) {
    return LongStream.range(0, 32).map(i -> 500 + i * step).toArray();
  }

  @Test
  void expectsUpdatesInEachSlotOfARefreshInEachSlot() {
    RefreshPattern pattern = observed(every(1));

    assertEquals(1, pattern.expectedUpdates(532), 0.02);
    assertEquals(1, pattern.expectedUpdates(533), 0.02);
  }

  @Test
  void expectsTheUpdatesOfTwoSlotsOfARefreshInEverySecond() {
    RefreshPattern pattern = observed(every(2));
    long last = 500 + 31 * 2;

    // Of its steps 90 % are two slots, 5 % one and 5 % three.
    assertEquals(0.05, pattern.expectedUpdates(last + 1), 0.002);
    assertEquals(0.05 * 0.05 + 2 * 0.9, pattern.expectedUpdates(last + 2), 0.002);
    assertEquals(0.05 * 0.9 + 2 * 0.9 * 0.05 + 3 * 0.05, pattern.expectedUpdates(last + 3), 0.002);
    assertTrue(pattern.expectedUpdates(last + 4) > 1.5);
  }

  @Test
  void expectedUpdatesSumToTheNumberOfSlots() {
    for (int step = 1; step <= 4; step++) {
      RefreshPattern pattern = observed(every(step));
      double updates = 0;
      for (int slot = 1; slot <= HORIZON; slot++) {
        updates += pattern.expectedUpdates(500 + 31 * step + slot);
      }
      assertEquals(HORIZON, updates, 1.1, "step " + step);
    }
  }

  @Test
  void expectsOneSlotOfUpdatesBeyondTheHorizon() {
    RefreshPattern pattern = observed(every(2));
    long last = 500 + 31 * 2;

    assertEquals(1, pattern.expectedUpdates(last + HORIZON + 1));
    assertEquals(1, pattern.expectedUpdates(last + 1_000_000_000_000L));
    assertEquals(1, observed(3).expectedUpdates(3 + HORIZON), 0.2);
  }

  @Test
  void oneRefreshSaysNothingAboutThePatternAndAPauseLittle() {
    // The mean of the patterns: 0.47 of the refreshes are one slot after another.
    assertEquals((1 + 0.75 + 0.4 + 0.15 + 0.05) / 5, observed(7).expectedUpdates(8), 1e-9);

    double before = observed(0, 1, 2, 3, 4, 5, 6, 7, 8).expectedUpdates(9);
    double after = observed(0, 1, 2, 3, 4, 5, 6, 1007, 1008).expectedUpdates(1009);
    assertEquals(before, after, 0.15);
  }
}
