package io.videotask.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RefreshPatternTest {
  private static final int FAR = 24;

  private static RefreshPattern heard(long... beats) {
    RefreshPattern pattern = new RefreshPattern();
    // What is left over behind the looks must not count.
    long[] all = LongStream.concat(LongStream.of(beats), LongStream.of(1, 1)).toArray();
    pattern.heard(all, beats.length);
    return pattern;
  }

  private static long[] every(int step) {
    return LongStream.range(0, 32).map(i -> 500 + i * step).toArray();
  }

  @Test
  void aGatewayThatLooksOnEachBeatHasNewsOnEachBeat() {
    RefreshPattern pattern = heard(every(1));

    assertEquals(1, pattern.news(532), 0.02);
    assertEquals(1, pattern.news(533), 0.02);
  }

  @Test
  void aGatewayThatLooksOnEverySecondBeatHasTheNewsOfTwo() {
    RefreshPattern pattern = heard(every(2));
    long last = 500 + 31 * 2;

    // Nine in ten of its steps are two beats, one in twenty is one, one in twenty three.
    assertEquals(0.05, pattern.news(last + 1), 0.002);
    assertEquals(0.05 * 0.05 + 2 * 0.9, pattern.news(last + 2), 0.002);
    assertEquals(0.05 * 0.9 + 2 * 0.9 * 0.05 + 3 * 0.05, pattern.news(last + 3), 0.002);
    assertTrue(pattern.news(last + 4) > 1.5);
  }

  @Test
  void newsAreNeitherLostNorMadeUp() {
    for (int step = 1; step <= 4; step++) {
      RefreshPattern pattern = heard(every(step));
      double news = 0;
      for (int beat = 1; beat <= FAR; beat++) {
        news += pattern.news(500 + 31 * step + beat);
      }
      assertEquals(FAR, news, 1.1, "step " + step);
    }
  }

  @Test
  void farAheadOneBeatIsLikeTheOther() {
    RefreshPattern pattern = heard(every(2));
    long last = 500 + 31 * 2;

    assertEquals(1, pattern.news(last + FAR + 1));
    assertEquals(1, pattern.news(last + 1_000_000_000_000L));
    assertEquals(1, heard(3).news(3 + FAR), 0.2);
  }

  @Test
  void oneLookSaysNothingOfTheHabitAndAPauseLittle() {
    // The mean of all habits: one beat after another in 0.47 of them.
    assertEquals((1 + 0.75 + 0.4 + 0.15 + 0.05) / 5, heard(7).news(8), 1e-9);

    double before = heard(0, 1, 2, 3, 4, 5, 6, 7, 8).news(9);
    double after = heard(0, 1, 2, 3, 4, 5, 6, 1007, 1008).news(1009);
    assertEquals(before, after, 0.15);
  }
}
