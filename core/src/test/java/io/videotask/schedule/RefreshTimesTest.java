package io.videotask.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RefreshTimesTest {
  private final RefreshTimes times = new RefreshTimes();

  @Test
  void keepsEachTimeOnceInOrder() {
    assertTrue(times.add(200));
    assertTrue(times.add(100));
    assertFalse(times.add(200));
    assertTrue(times.addAll(List.of(100L, 150L)));
    assertFalse(times.addAll(List.of(100L, 150L)));

    assertEquals(List.of(100L, 150L, 200L), times.all());
    assertEquals(200, times.newest());
  }

  @Test
  void keepsTheNewest() {
    LongStream.range(0, 200).map(i -> (i * 77) % 200).forEach(times::add);
    assertEquals(LongStream.range(72, 200).boxed().toList(), times.all());

    assertFalse(times.add(71), "older than all");
    assertTrue(times.add(300));
    assertEquals(73, times.at(0));
    assertEquals(128, times.size());
  }

  @Test
  void aTimeFarFromAllOthersIsToBeShared() {
    assertNull(times.unshared());
    times.addAll(List.of(100L, 115L));
    assertNull(times.unshared(), "they come from others");
    times.add(106);
    times.add(109);
    assertNull(times.unshared(), "of known cycles");

    times.add(130);
    assertEquals(List.of(100L, 106L, 109L, 115L, 130L), times.unshared());
    times.markShared(List.of(100L, 115L));
    assertEquals(5, times.size());
    assertEquals(times.all(), times.unshared());
    times.markShared(List.of(94L, 103L, 115L, 136L));
    assertNull(times.unshared());
  }

  @Test
  void removesTimesThatTheClockHasNotReached() {
    times.addAll(List.of(100L, 3000L, 4000L));
    assertFalse(times.removeAfter(4000));
    assertTrue(times.removeAfter(160));
    assertEquals(List.of(100L), times.all());

    assertFalse(times.addAll(List.of(3000L)), "others still have it");
    assertTrue(times.add(160));
    assertFalse(times.removeAfter(3060), "the limit follows the clock");
    assertTrue(times.addAll(List.of(3000L)));
    assertFalse(times.addAll(List.of(5000L)));
    assertFalse(times.removeAfter(4000), "the clock has reached all that it reported");
    assertTrue(times.addAll(List.of(5000L)));
  }

  @Test
  void ignoresTimesThatCanNotBeShared() {
    assertFalse(times.add(-1));
    assertFalse(times.add(1_000_000_000_001L));
    assertTrue(times.add(0));
    assertTrue(times.add(1_000_000_000_000L));

    assertEquals(2, new LearnedDurations.Refreshes("g", times.all()).times().size());
  }
}
