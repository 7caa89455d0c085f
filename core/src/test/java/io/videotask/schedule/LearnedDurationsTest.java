package io.videotask.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearnedDurationsTest {
  private static LearnedDurations.OfKind kind(double ended, double queueing) {
    return new LearnedDurations.OfKind("g", null, ended, queueing, List.of());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, 1.1e15, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesInvalidCounts(double count) {
    assertThrows(IllegalArgumentException.class, () -> kind(count, 0));
    assertThrows(IllegalArgumentException.class, () -> new LearnedDurations.Bin(1, count, 0));
    assertThrows(IllegalArgumentException.class, () -> new LearnedDurations.Bin(1, 0, count));
  }

  @Test
  void acceptsTheBoundsOfTheRanges() {
    assertEquals(1e15, kind(1e15, 1).ended());
    assertEquals(0, kind(0, 0).queueing());
    assertEquals(0, new LearnedDurations.Bin(0, 0, 0).number());
    assertEquals(299, new LearnedDurations.Bin(299, 1e15, 1e15).number());
  }

  @Test
  void refusesInvalidSharesAndBins() {
    assertThrows(IllegalArgumentException.class, () -> kind(1, -1e-9));
    assertThrows(IllegalArgumentException.class, () -> kind(1, 1.001));
    assertThrows(IllegalArgumentException.class, () -> kind(1, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new LearnedDurations.Bin(-1, 0, 0));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new LearnedDurations.Bin(300, 0, 0));
    assertEquals("number of a bin can't be 300.0", e.getMessage());
  }

  @Test
  void copiesItsLists() {
    List<LearnedDurations.Bin> bins = new ArrayList<>(List.of(new LearnedDurations.Bin(1, 1, 1)));
    List<LearnedDurations.OfKind> kinds =
        new ArrayList<>(List.of(new LearnedDurations.OfKind("g", null, 1, 0, bins)));
    LearnedDurations learned = new LearnedDurations(kinds);

    bins.clear();
    kinds.clear();

    assertEquals(1, learned.kinds().get(0).bins().size());
  }

  @Test
  void refreshesAreOrderedAndBounded() {
    List<Long> times = new ArrayList<>(List.of(300L, 100L, 200L, 100L));
    LearnedDurations.Refreshes refreshes = new LearnedDurations.Refreshes("g", times);
    times.clear();
    assertEquals(List.of(100L, 200L, 300L), refreshes.times());

    List<Long> many = LongStream.range(0, 200).boxed().toList();
    assertEquals(many.subList(72, 200), new LearnedDurations.Refreshes("g", many).times());
    assertEquals(List.of(), new LearnedDurations.Refreshes("g", List.of()).times());
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1_000_000_000_001L, Long.MIN_VALUE, Long.MAX_VALUE})
  void refusesInvalidTimes(long time) {
    List<Long> times = List.of(5L, time);
    assertThrows(IllegalArgumentException.class, () -> new LearnedDurations.Refreshes("g", times));
  }
}
